// Runs oidc-provider with its data in memory, on a free port of 127.0.0.1. The argument is the clients as JSON, with the
// member names of RFC 7591. The server prints its issuer, and exits when standard input ends, so that the server never
// outlives the tests.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { errors, Provider } from 'oidc-provider';

console.info = () => {}; // The first line of standard output must be the issuer only.

const api = 'https://api.example/';
const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';

const configuration = (clients) => ({
  clients: clients.map((client) => ({ ...client, authorization_details_types: ['payment'] })),
  claims: { openid: ['sub'], email: ['email'], profile: ['name'] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: sub, email: `${sub}@example.org` }) }),
  pkce: { required: () => true },
  scopes: ['openid', 'offline_access', 'read'],
  features: {
    devInteractions: { enabled: true },
    clientCredentials: { enabled: true },
    deviceFlow: { enabled: true },
    introspection: { enabled: true },
    revocation: { enabled: true },
    registration: { enabled: true },
    registrationManagement: { enabled: true },
    ciba: {
      enabled: true,
      deliveryModes: ['poll'],
      processLoginHint: (_, hint) => hint,
      validateBindingMessage() {},
      validateRequestContext() {},
      verifyUserCode() {},
      triggerAuthenticationDevice: (ctx, request, account) => {
        setTimeout(() => decide(ctx.oidc.provider, request, account.accountId), 500);
      },
    },
    pushedAuthorizationRequests: { enabled: true },
    requestObjects: { enabled: true },
    jwtResponseModes: { enabled: true },
    dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (_, resource) => {
        if (resource !== api) throw new errors.InvalidTarget();
        return { scope: 'read', audience: api, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } };
      },
    },
    richAuthorizationRequests: {
      enabled: true,
      types: { payment: { validate() {} } },
      authorizationDetailsForGrantSource: (ctx) => ctx.oidc.grant.rar,
      authorizationDetailsForAccessToken: (_, token, source) => source.rar,
      authorizationDetailsForIntrospection: (_, token) => token.rar,
    },
  },
});

// The user of a backchannel request allows it after half a second; eve denies.
const decide = async (provider, request, accountId) => {
  const grant = new provider.Grant({ clientId: request.clientId, accountId });
  grant.addOIDCScope(request.scope);
  await grant.save();
  const denied = new errors.AccessDenied('the user said no');
  await provider.backchannelResult(request.jti, accountId === 'eve' ? denied : grant.jti);
};

// RFC 8693: the server has no such grant of its own.
const exchange = async (ctx) => {
  const { client, params, provider } = ctx.oidc;
  const subject = await provider.AccessToken.find(params.subject_token)
    ?? await provider.ClientCredentials.find(params.subject_token);
  if (!subject?.isValid || !params.subject_token_type) throw new errors.InvalidRequest('the subject_token is not valid');
  const scope = params.scope ?? subject.scope;
  const token = new provider.ClientCredentials({ client, scope });
  token.extra = { on_behalf_of: subject.accountId ?? subject.clientId };
  ctx.body = {
    access_token: await token.save(),
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: token.expiration,
    scope,
  };
};

// The requests that the server received: parameter names without values. Tests read them from /seen?dance=…
const seen = [];

const witness = async (ctx, next) => {
  if (ctx.path === '/seen') {
    ctx.body = seen.filter((request) => request.dance === ctx.query.dance);
    return;
  }
  await next();
  if (ctx.oidc?.body) {
    const { authorization, dance } = ctx.headers;
    seen.push({ dance, path: ctx.path, scheme: authorization?.split(' ')[0], parameters: Object.keys(ctx.oidc.body) });
  }
};

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration(JSON.parse(process.argv[2])));
  provider.registerGrantType(
    tokenExchange, exchange, ['subject_token', 'subject_token_type', 'requested_token_type', 'scope', 'audience']);
  provider.use(witness);
  server.on('request', provider.callback());
  process.stdout.write(`${issuer}\n`);
});
process.stdin.resume().on('close', () => process.exit());
