import { createServer } from 'node:http';

import { SCRIPT, STYLE, loginPage } from './pages.js';
import { textsFor } from './texts.js';

const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; frame-ancestors 'none'";
const LARGEST_FORM = 10_000;

/** The provider's routes below `mount`, and the pages that it leaves to us. */
export function createServerFor(provider, people, mount) {
  const handleProvider = provider.callback();
  return createServer(async (request, response) => {
    response.setHeader('Content-Security-Policy', POLICY);
    try {
      const path = pathBelow(mount, request.url);
      if (path === undefined) send(response, 404, 'text/plain', 'Not found');
      else if (path === '/healthz') send(response, 200, 'text/plain', 'OK');
      else if (path === '/style.css') send(response, 200, 'text/css', STYLE);
      else if (path === '/press.js') send(response, 200, 'text/javascript', SCRIPT);
      else if (path.startsWith('/interaction/')) await interact(request, response);
      else {
        // The provider knows its routes without the prefix, and its address with it.
        request.originalUrl = request.url;
        request.url = path;
        handleProvider(request, response);
      }
    } catch (error) {
      console.error(error.message);
      if (!response.headersSent) send(response, 400, 'text/plain', 'This sign-in is over.');
    }
  });

  async function interact(request, response) {
    const { uid, params } = await provider.interactionDetails(request, response);
    const texts = textsFor(request, params.ui_locales);
    if (request.method !== 'POST') {
      send(response, 200, 'text/html', loginPage(texts, { mount, uid }));
      return;
    }
    const form = await readForm(request);
    if (form.get('cancel')) {
      await finish(request, response, { error: 'access_denied' });
      return;
    }
    const login = form.get('login') ?? '';
    const person = await people.findByPassword(login, form.get('password') ?? '');
    if (person) await finish(request, response, { login: { accountId: person.subject } });
    else send(response, 401, 'text/html', loginPage(texts, { mount, uid, login, isWrong: true }));
  }

  function finish(request, response, result) {
    return provider.interactionFinished(request, response, result, {
      mergeWithLastSubmission: false,
    });
  }
}

function pathBelow(mount, url) {
  return url.startsWith(`${mount}/`) ? url.slice(mount.length) : undefined;
}

async function readForm(request) {
  let text = '';
  for await (const part of request) {
    text += part;
    if (text.length > LARGEST_FORM) throw new Error('The form is too large.');
  }
  return new URLSearchParams(text);
}

function send(response, status, type, body) {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' });
  response.end(body);
}
