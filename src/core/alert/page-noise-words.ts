/**
 * What pages of governments call their counters, stamps and buttons, in the languages that we know them from. Parts of
 * regular expressions, for `findPageNoise`.
 */

/** Beside a number. Words that may count news (visitors, votes, opinions) are left out. */
export const COUNTERS = [
  'page views?|views?|hits?|likes?|shares?|comments?|reads?|replies|retweets|recommendations?|downloads?',
  '조회\\s?수|조회|추천\\s?수|추천|좋아요|공감|댓글\\s?수|댓글|다운로드\\s?수|다운로드|스크랩|공유',
  '閲覧回?数|アクセス数|再生回数|いいね!?|コメント数?|シェア数?|ダウンロード数?',
  '浏览(?:次数|量)?|点击(?:次数|量|数)?|阅读(?:次数|量|数)?|访问量|点赞|下载(?:次数|量)?|瀏覽(?:人次|次數|數)?|點閱(?:數|率|次數)?|點擊(?:次數|數)?|閱讀',
  'vues?|lectures?|partages?|commentaires?|téléchargements?',
  'aufrufe|seitenaufrufe|zugriffe|kommentare?|gefällt mir',
  'vistas|visitas|visualizaciones|lecturas|comentarios?|compartidos?|descargas',
  'visualizzazioni|letture|commenti|condivisioni|visualizações|leituras|comentários?|acessos',
  'weergaven|reacties|просмотр(?:ы|ов|а)?|комментари(?:и|ев|й)|lượt xem|المشاهدات|عدد المشاهدات|مشاهدات?',
].join('|')

/** Before a date. */
export const STAMPS = [
  '(?:(?:this )?page |content |article |date )?(?:was )?(?:last )?(?:updated|modified|reviewed|revised|changed)(?: on| at)?|last (?:update|modification|review)(?: date)?|date of last update|time printed',
  '최(?:종|근)\\s?(?:수정|변경|갱신|업데이트)(?:\\s?(?:일시|일자|일|시간))?|수정(?:\\s?(?:일시|일자|일|시간))?|갱신\\s?(?:일시|일자|일)|업데이트(?:\\s?(?:일시|일자|일))?|등록\\s?(?:일시|일자|일)|작성\\s?(?:일시|일자|일)|게시\\s?(?:일시|일자|일)|기사\\s?(?:입력|수정)',
  '最終更新(?:日時?)?|更新(?:日時?|时间|日期|時間)?|最后更新(?:时间)?|最後更新(?:日期|時間)?|更新于',
  'mise? à jour(?: le)?|dernière (?:mise à jour|modification)(?: le)?|date de (?:mise à jour|modification)|modifié le|actualisé le',
  'zuletzt (?:aktualisiert|geändert)(?: am)?|aktualisiert(?: am)?|letzte (?:änderung|aktualisierung)|stand',
  '(?:fecha de )?última (?:actualización|modificación|revisión)|actualizado(?: el)?|ultimo aggiornamento|aggiornato il|última atualização|atualizado em',
  'laatst (?:bijgewerkt|gewijzigd)(?: op)?|обновлено|дата обновления|آخر تحديث|cập nhật(?: lần cuối)?',
].join('|')

/** Before the title of the post before or after, which changes when another is published. */
export const NEIGHBOURS =
  '이전\\s?글|다음\\s?글|이전\\s?게시물|다음\\s?게시물|이전\\s?기사|다음\\s?기사|前の記事|次の記事|上一[篇条則则]|下一[篇条則则]'

/** A line of these, with words that may stand between them, is a row of buttons. */
export const SHARE_WORDS = wordsIn(
  `print share email e-mail mail tweet facebook twitter linkedin whatsapp telegram reddit pinterest copy download
  인쇄 인쇄하기 프린트 공유 공유하기 페이스북 트위터 카카오톡 카카오스토리 네이버 밴드 블로그 복사 주소복사 url복사 목록 목록으로 스크랩 글자크기
  印刷 印刷する シェア 共有 ツイート メール ポスト 打印 分享 列印
  imprimer partager envoyer drucken teilen imprimir compartir stampa condividi partilhar compartilhar afdrukken delen`,
)
export const BETWEEN_SHARE_WORDS = wordsIn(
  'x line link url this page article on via by to the pdf 확대 축소 닫기 열기 하기 보내기 关闭 關閉 sur par auf por su',
)

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}
