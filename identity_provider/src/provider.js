import { generateKeyPairSync, randomBytes } from 'node:crypto';

import Provider from 'oidc-provider';

import { errorPage, goodbyePage, logoutPage } from './pages.js';
import { textsFor } from './texts.js';

const SCOPES = 'openid profile';

/** The provider itself. Its keys and sessions live as long as the process. */
export function createProvider(settings, people, mount) {
  const provider = new Provider(settings.issuer, {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        redirect_uris: [`${settings.publicUrl}/base_api/auth/callback`],
        post_logout_redirect_uris: [`${settings.publicUrl}/`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        backchannel_logout_uri: `${settings.publicUrl}/base_api/auth/backchannel_logout`,
        backchannel_logout_session_required: true,
      },
    ],
    findAccount: async (_, subject) => {
      const person = await people.findBySubject(subject);
      return person && { accountId: subject, claims: () => claimsOf(person) };
    },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles'] },
    // The name is wanted in the ID token: nobody asks for it a second time.
    conformIdTokenClaims: false,
    jwks: { keys: [makeSigningKey()] },
    cookies: { keys: [randomBytes(32).toString('base64url')], names: cookieNames() },
    interactions: { url: (_, interaction) => `${mount}/interaction/${interaction.uid}` },
    loadExistingGrant: grantOwnClient,
    pkce: { required: () => true },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = errorPage(textsFor(ctx.req), {
        mount,
        error: out.error,
        description: out.error_description,
      });
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.type = 'html';
          ctx.body = logoutPage(textsFor(ctx.req), { mount, form });
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.type = 'html';
          ctx.body = goodbyePage(textsFor(ctx.req), mount);
        },
      },
    },
    // By itself it reaches no private address, where the platform stands in development.
    fetch: (url, { dispatcher: _, ...options }) => fetch(url, options),
    ttl: { Session: 8 * 3600, Interaction: 600, Grant: 8 * 3600, IdToken: 3600 },
  });
  provider.proxy = true;
  provider.on('backchannel.error', (_, error) => {
    console.error(`Whoever signed out here was not signed out there: ${error.cause?.message ?? error.message}`);
  });
  return provider;
}

function claimsOf({ subject, name, login, roles = [] }) {
  return { sub: subject, name, preferred_username: login, roles };
}

/** The platform is the provider's own client: nobody is asked whether it may know their name. */
async function grantOwnClient(ctx) {
  const { oidc } = ctx;
  const known = oidc.session.grantIdFor(oidc.client.clientId);
  if (known) return oidc.provider.Grant.find(known);
  const grant = new oidc.provider.Grant({
    clientId: oidc.client.clientId,
    accountId: oidc.session.accountId,
  });
  grant.addOIDCScope(SCOPES);
  await grant.save();
  return grant;
}

function makeSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomBytes(8).toString('hex');
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
}

/** Beside those of the platform, which stands at the same host. */
function cookieNames() {
  return { session: 'idp_session', interaction: 'idp_interaction', resume: 'idp_resume' };
}
