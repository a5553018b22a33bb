const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const STYLE = `
:root { color-scheme: light dark; background: light-dark(#f5f4ef, #0e1412); color: light-dark(#17231f, #e9edea); font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; box-sizing: border-box; }
main { width: min(22rem, 100%); }
h1 { font-size: 1.5rem; margin: 0 0 1rem; }
label { display: block; margin: 0.75rem 0 0.25rem; }
input { box-sizing: border-box; width: 100%; font: inherit; padding: 0.6rem 0.75rem; border: 1px solid GrayText; border-radius: 0.5rem; }
button { font: inherit; padding: 0.6rem 1.25rem; margin: 1.25rem 0.75rem 0 0; border: 0; border-radius: 0.5rem; background: light-dark(#0f5c4a, #7bd3b4); color: light-dark(#fffefa, #0b1a15); cursor: pointer; }
button.quiet { background: transparent; color: inherit; text-decoration: underline; padding-inline: 0; }
:focus-visible { outline: 3px solid #4a90d9; outline-offset: 2px; }
p.wrong { border-inline-start: 0.25rem solid #c0392b; padding-inline-start: 0.75rem; }
small { display: block; margin-top: 1.5rem; opacity: 0.8; }
`;

/** Presses the only button of a page that asks nothing. Without scripts a person presses it. */
export const SCRIPT = "document.querySelector('button').click();";

export function loginPage(texts, { mount, uid, login = '', isWrong = false }) {
  const action = `${mount}/interaction/${encodeURIComponent(uid)}`;
  return page(
    texts,
    mount,
    texts.title,
    `${isWrong ? `<p class="wrong" role="alert">${escape(texts.wrong)}</p>` : ''}
    <form method="post" action="${action}">
      <label for="login">${escape(texts.login)}</label>
      <input id="login" name="login" value="${escape(login)}" autocomplete="username"
        autocapitalize="none" spellcheck="false" required autofocus>
      <label for="password">${escape(texts.password)}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required>
      <button>${escape(texts.submit)}</button>
      <button class="quiet" name="cancel" value="1" formnovalidate>${escape(texts.cancel)}</button>
    </form>
    <small>${escape(texts.note)}</small>`,
  );
}

/** `form` is the provider's own, with its proof against other sites. */
export function logoutPage(texts, { mount, form }) {
  return page(
    texts,
    mount,
    texts.leave,
    `${form}
    <button form="op.logoutForm" name="logout" value="yes">${escape(texts.leaveNow)}</button>
    <script src="${mount}/press.js"></script>`,
  );
}

/** After signing out here, and not by way of the platform. */
export function goodbyePage(texts, mount) {
  return page(texts, mount, texts.left, `<p><a href="/">${escape(texts.back)}</a></p>`);
}

export function errorPage(texts, { mount, error, description }) {
  return page(
    texts,
    mount,
    texts.failed,
    `<p>${escape(error)}: ${escape(description ?? '')}</p><p><a href="/">${escape(texts.back)}</a></p>`,
  );
}

function page(texts, mount, title, body) {
  return `<!doctype html>
<html lang="${texts.language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escape(title)}</title>
    <link rel="stylesheet" href="${mount}/style.css">
  </head>
  <body>
    <main><h1>${escape(title)}</h1>${body}</main>
  </body>
</html>`;
}

function escape(text) {
  return String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
