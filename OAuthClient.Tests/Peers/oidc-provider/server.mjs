// Runs oidc-provider with its data in memory, on a free port of 127.0.0.1. The argument is the clients as JSON, with the
// member names of RFC 7591. The server prints its issuer, and exits when standard input ends, so that the server never
// outlives the tests.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { errors, Provider } from 'oidc-provider';

console.info = () => {}; // The first line of standard output must be the issuer only.

const api = 'https://api.example/';

const configuration = (clients) => ({
  clients: clients.map((client) => ({ ...client, authorization_details_types: ['payment'] })),
  claims: { openid: ['sub'], email: ['email'], profile: ['name'] },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: sub, email: `${sub}@example.org` }) }),
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: true },
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
  provider.use(witness);
  server.on('request', provider.callback());
  process.stdout.write(`${issuer}\n`);
});
process.stdin.resume().on('close', () => process.exit());
