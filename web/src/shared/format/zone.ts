/**
 * The clock on the wall of a time zone at an instant: `2026-01-31T17:30:00`, for controls that know no zones.
 */
export function toWall(instant: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}`;
}

/**
 * The instant at which the wall's clock shows that. A time that a change of the clocks skips is the one an hour later; of one
 * that comes twice, either.
 */
export function fromWall(wall: string, zone: string): string {
  const wanted = Date.parse(`${wall}Z`);
  let instant = wanted;
  // The offset at the first guess may be that of the other side of a change; the second guess knows.
  for (let round = 0; round < 2; round++) {
    const shown = Date.parse(`${toWall(new Date(instant).toISOString(), zone)}Z`);
    instant += wanted - shown;
  }
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
