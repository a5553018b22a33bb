import { People } from './people.js';
import { createProvider } from './provider.js';
import { createServerFor } from './server.js';
import { readSettings } from './settings.js';

const settings = readSettings(process.env);
const mount = new URL(settings.issuer).pathname.replace(/\/$/, '');
const people = new People(settings.peopleFile);
const server = createServerFor(createProvider(settings, people, mount), people, mount);

server.listen(settings.port, settings.host, () => {
  console.log(`The identity provider stands at ${settings.issuer}`);
});
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
