import { describe, expect, test } from 'vitest'
import { at, readCompose, readKubernetes, readUnit } from './read-deployment.ts'

/** What an operator may rely on in each of the ways to deploy, one table each. */
const POD = 'Deployment.spec.template.spec'
const CONTAINER = `${POD}.containers.0`

describe('compose.yaml', () => {
  const compose = readCompose()

  test.each([
    ['services.policywatch.read_only', true],
    ['services.policywatch.cap_drop', ['ALL']],
    ['services.policywatch.security_opt', ['no-new-privileges:true']],
    ['services.policywatch.mem_limit', '384m'],
    ['services.policywatch.stop_grace_period', '15s'],
    ['services.policywatch.restart', 'unless-stopped'],
    ['services.policywatch.volumes', ['./config:/config:ro', 'data:/data']],
    ['services.policywatch.secrets', ['smtp-password']],
    ['services.policywatch.profiles', undefined],
    ['secrets.smtp-password.file', './secrets/smtp-password'],
    ['volumes', { data: null, 'data-try': null }],
    ['services.policywatch-try.profiles', ['try']],
    ['services.policywatch-try.read_only', true],
    ['services.policywatch-try.volumes', ['./try:/config:ro', 'data-try:/data']],
    ['services.policywatch-try.depends_on', ['mailpit']],
    ['services.policywatch-try.secrets', undefined],
    ['services.mailpit.profiles', ['try']],
    ['services.mailpit.cap_drop', ['ALL']],
  ])('has %s as %j', (keys, value) => {
    expect(at(compose, keys)).toEqual(value)
  })
})

describe('the Kubernetes manifests', () => {
  const kubernetes = readKubernetes()

  test.each([
    ['Deployment.spec.replicas', 1],
    ['Deployment.spec.strategy', { type: 'Recreate' }],
    [`${POD}.terminationGracePeriodSeconds`, 15],
    [`${POD}.automountServiceAccountToken`, false],
    [`${POD}.securityContext.runAsNonRoot`, true],
    [`${POD}.securityContext.runAsUser`, 10_001],
    [`${POD}.securityContext.fsGroup`, 10_001],
    [`${POD}.securityContext.seccompProfile`, { type: 'RuntimeDefault' }],
    [`${CONTAINER}.securityContext.allowPrivilegeEscalation`, false],
    [`${CONTAINER}.securityContext.readOnlyRootFilesystem`, true],
    [`${CONTAINER}.securityContext.capabilities`, { drop: ['ALL'] }],
    [`${CONTAINER}.startupProbe.httpGet`, { path: '/healthz', port: 'http' }],
    [`${CONTAINER}.livenessProbe.httpGet`, { path: '/healthz', port: 'http' }],
    [`${CONTAINER}.readinessProbe.httpGet`, { path: '/readyz', port: 'http' }],
    [`${CONTAINER}.resources.limits.memory`, '384Mi'],
    [`${CONTAINER}.volumeMounts.0`, { name: 'config', mountPath: '/config', readOnly: true }],
    [`${CONTAINER}.volumeMounts.1`, { name: 'secrets', mountPath: '/run/secrets', readOnly: true }],
    [`${CONTAINER}.volumeMounts.2`, { name: 'data', mountPath: '/data' }],
    [`${POD}.volumes.0.configMap.name`, 'policywatch'],
    [`${POD}.volumes.1.secret.secretName`, 'policywatch'],
    [`${POD}.volumes.2.persistentVolumeClaim.claimName`, 'policywatch'],
    ['PersistentVolumeClaim.spec.accessModes', ['ReadWriteOnce']],
    ['Service.spec.selector', { 'app.kubernetes.io/name': 'policywatch' }],
    ['Service.spec.publishNotReadyAddresses', true],
    ['Service.spec.ports.0.targetPort', 'http'],
  ])('have %s as %j', (keys, value) => {
    expect(at(kubernetes, keys)).toEqual(value)
  })
})

describe('the systemd unit', () => {
  const unit = readUnit()

  test.each([
    ['Service.Type', 'exec'],
    ['Service.DynamicUser', 'yes'],
    ['Service.StateDirectory', 'policywatch'],
    ['Service.ProtectSystem', 'strict'],
    ['Service.NoNewPrivileges', 'yes'],
    ['Service.CapabilityBoundingSet', ''],
    ['Service.LoadCredential', 'smtp-password:/etc/policywatch/smtp-password'],
    ['Service.Restart', 'on-failure'],
    ['Service.RestartPreventExitStatus', '2 3'],
    ['Service.TimeoutStopSec', '15'],
    ['Service.ExecReload', '/bin/kill -HUP $MAINPID'],
  ])('has %s=%s', (name, value) => {
    expect(unit[name]).toEqual([value])
  })
})
