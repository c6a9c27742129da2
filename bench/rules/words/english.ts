import { wordsOf } from './words-of.ts'

/** English of ministries, the usual first, because early words are picked more often. */
export const ENGLISH = {
  modifiers: wordsOf(`
    public national regional digital clean offshore rural nuclear maritime industrial agricultural coastal
    financial renewable urban strategic domestic foreign joint critical electric solar thermal marine civil
    military medical veterinary genetic tropical arctic alpine nordic baltic pacific atlantic andean bilateral
    multilateral voluntary mandatory provisional emergency seasonal annual quarterly lunar orbital quantum
    photonic semiconductor hydrogen ammonia lithium cobalt graphite copper nickel uranium timber cotton barley
    wheat rice dairy poultry livestock seafood salmon shellfish freight railway highway airport harbour bridge
    tunnel pipeline reservoir river wetland forest mountain island border customs tariff export import
    procurement pension welfare childcare maternity housing tenancy mortgage insurance banking audit
    accounting payroll freelance platform gig apprentice vocational primary secondary tertiary postgraduate
    scientific archaeological museum heritage tourism hospitality sports broadcasting streaming advertising
    spectrum satellite broadband fibre encryption biometric identity privacy cyber ransomware cloud edge
    autonomous driverless cargo drone unmanned shipbuilding aerospace hypersonic ballistic naval infantry
    reservist veteran consular diplomatic humanitarian refugee migrant visa asylum judicial penal custodial
    juvenile forensic narcotic tobacco alcohol pharmaceutical vaccine oncology dental maternal neonatal
    paediatric geriatric mental rehabilitative epidemic zoonotic pesticide fertiliser organic fermented frozen
    packaged recycled circular hazardous radioactive chemical plastic textile ceramic steel aluminium cement
    petrochemical lubricant diesel gasoline coal peat geothermal tidal hydropower methane carbon ozone
    volcanic seismic meteorological flood drought wildfire avalanche landslide typhoon tsunami
  `),
  nouns: wordsOf(`
    energy trade investment safety security health education labour transport water food climate technology
    research data infrastructure competition innovation tax budget employment consumer reactor grid turbine
    battery vehicle aircraft vessel port terminal corridor market price subsidy levy quota licence permit
    standard patent copyright trademark contract tender auction grant loan bond fund dividend merger takeover
    shareholder auditor regulator tribunal prosecutor ombudsman inspector commissioner envoy ambassador
    consulate delegation summit protocol treaty convention charter ceasefire sanction embargo boycott
    reconnaissance deterrence conscription recruitment veteranship shipyard dockyard barracks arsenal
    munition missile radar sonar sensor chip wafer foundry laboratory observatory telescope satellite rocket
    launcher antenna router server network platform software algorithm chatbot robot exoskeleton prosthesis
    implant vaccine antibiotic insulin antidote hospital clinic ambulance nursery kindergarten school
    university library archive gallery theatre orchestra stadium marathon tournament festival monument temple
    palace fortress village township district province peninsula archipelago estuary lagoon glacier aquifer
    canal dam weir sewer landfill incinerator refinery smelter quarry mine well orchard vineyard greenhouse
    hatchery fishery slaughterhouse granary warehouse supermarket restaurant hotel campsite ferry tram subway
    bicycle pedestrian motorway roundabout parking charger meter boiler furnace insulation elevator escalator
    scaffold crane excavator tractor harvester fertility longevity poverty inequality homelessness addiction
    obesity diabetes dementia cancer measles malaria tuberculosis influenza rabies cholera allergy asthma
    earthquake hurricane heatwave blackout outage spill leak collision derailment arson burglary fraud bribery
    laundering smuggling trafficking piracy espionage sabotage terrorism extremism disinformation
  `),
  heads: wordsOf(`
    programme plan policy act strategy agreement scheme reform initiative project fund centre agency council
    committee framework review roadmap system service bill regulation guideline ordinance directive survey
    report forecast index ranking certificate register database portal hotline campaign pilot trial exercise
    drill inspection audit evaluation assessment consultation hearing inquiry negotiation dialogue forum
    conference workshop seminar exhibition fair award scholarship fellowship internship training curriculum
    textbook examination accreditation accession ratification amendment repeal moratorium waiver exemption
    allowance rebate voucher surcharge penalty fine compensation reparation relocation resettlement
    reconstruction restoration conservation decommissioning decontamination disposal storage stockpile reserve
    supply demand output capacity efficiency resilience sovereignty neutrality transition transformation
    deregulation privatisation nationalisation consolidation diversification cooperation partnership alliance
    coalition union federation consortium taskforce commission secretariat inspectorate directorate bureau
  `),
  verbs: wordsOf(`
    announced approved adopted extended reviewed published launched signed expanded reinforced suspended
    presented submitted revised introduced completed confirmed welcomed endorsed funded inspected
    commissioned negotiated ratified postponed restored streamlined modernised relocated digitised
    liberalised harmonised prioritised scrutinised rejected amended repealed consolidated inaugurated
    unveiled accelerated overhauled delegated coordinated evaluated audited
  `),
  adjectives: wordsOf(`
    new important main further additional major small large strong stable fair transparent sustainable
    affordable reliable innovative inclusive resilient comprehensive practical ambitious gradual temporary
    permanent rapid steady substantial considerable independent competitive efficient vulnerable remote dense
    fragile mature obsolete seamless stringent lenient symbolic tangible unprecedented
  `),
  common: wordsOf(`
    people government year work country company area level measure support development industry market growth
    cost result number process group project period budget change need quality condition region sector
    problem benefit effort share progress concern decision proposal figure response basis opportunity
    challenge objective resident household farmer worker student patient teacher engineer officer
    manufacturer supplier exporter investor borrower tenant commuter passenger driver sailor nurse
  `),
  stems: wordsOf(`
    regulat educat allocat negotiat evaluat cultivat ventilat irrigat legislat fabricat calibrat inspect
    construct protect restrict invest direct correct collect select deduct conduct connect contract extract
    distribut contribut institut substitut execut prosecut pollut complet transmit emit remit invent prevent
    present document ferment cement supplement implement enforc announc finance commerc produc reduc
    introduc induc import export report support transport manufactur captur structur lectur cultur measur
    insur assur secur procur harbour labour favour sponsor monitor factor vector tractor generat operat
    moderat liberat integrat migrat demonstrat registrat concentrat penetrat administrat illustrat
  `),
  endings: wordsOf('ing ed ion or ory ive ions ors able ively ional ionally orship'),
  months: wordsOf(
    'January February March April May June July August September October November December',
  ),
  ministries: wordsOf(`
    Finance Health Education Trade Energy Environment Transport Justice Defence Labour Agriculture Fisheries
    Culture Science Interior Housing Industry Forestry Water Tourism Veterans Immigration Customs Statistics
  `),
}
