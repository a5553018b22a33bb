// Every clock and timetable of the railway goes by Moscow, whatever the device of a reader says.
export const RAILWAY_TIME_ZONE = "Europe/Moscow";

const WALL_CLOCK = new Intl.DateTimeFormat("en", {
  timeZone: RAILWAY_TIME_ZONE,
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
});

/** What the railway's clock shows at a moment, as if it were UTC. */
function shownAt(moment: number): Date {
  const parts = new Map(
    WALL_CLOCK.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return new Date(
    Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")),
  );
}

/** The moment at which the railway's clock shows this: `2026-03-08T12:00`, as a field gives it. */
export function railwayMoment(local: string): string {
  const shown = Date.parse(`${local}Z`);
  const ahead = (moment: number): number => shownAt(moment).getTime() - moment;
  // The first guess is off by the clock's offset, which may be another one there.
  return new Date(shown - ahead(shown - ahead(shown))).toISOString();
}

/** The railway's day at a moment: `2026-03-08`. */
export function railwayDay(moment: Date | string = new Date()): string {
  return shownAt(Math.floor(new Date(moment).getTime() / 1000) * 1000)
    .toISOString()
    .slice(0, 10);
}

/** Today, as the books of the stores count days: by UTC. */
export function bookDay(): string {
  return new Date().toISOString().slice(0, 10);
}

/** The hour of the railway's day at a moment, from 0 to 23. */
export function railwayHour(moment: string): number {
  return shownAt(Date.parse(moment)).getUTCHours();
}

/** The last days up to today, the oldest first. */
export function lastDays(count: number, today: string = railwayDay()): string[] {
  const last = Date.parse(today);
  return Array.from({ length: count }, (_, place) =>
    new Date(last - (count - 1 - place) * 86_400_000).toISOString().slice(0, 10),
  );
}
