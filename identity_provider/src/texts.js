const TEXTS = {
  ru: {
    title: 'Вход в Проводник',
    login: 'Логин',
    password: 'Пароль',
    submit: 'Войти',
    cancel: 'Отмена',
    wrong: 'Логин или пароль неверен. Проверьте раскладку и попробуйте ещё раз.',
    note: 'Учебный поставщик входа: логины напечатала команда make up.',
    leave: 'Выход',
    leaveNow: 'Выйти',
    left: 'Вы вышли',
    failed: 'Войти не удалось',
    back: 'На главную',
  },
  en: {
    title: 'Sign in to Provodnik',
    login: 'Login',
    password: 'Password',
    submit: 'Sign in',
    cancel: 'Cancel',
    wrong: 'The login or the password is wrong. Check both and try again.',
    note: 'An identity provider for development: make up has printed its logins.',
    leave: 'Sign out',
    leaveNow: 'Sign out',
    left: 'You are signed out',
    failed: 'Signing in failed',
    back: 'To the first page',
  },
};

/** Russian or English, whichever of the two was asked for (`ui_locales`), else the browser prefers. */
export function textsFor(request, asked = '') {
  const wanted = `${asked} ${request.headers['accept-language'] ?? ''}`.toLowerCase();
  const [ru, en] = ['ru', 'en'].map((language) => {
    const index = wanted.indexOf(language);
    return index < 0 ? Infinity : index;
  });
  const language = en < ru ? 'en' : 'ru';
  return { language, ...TEXTS[language] };
}
