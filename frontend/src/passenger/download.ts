/** Hands a value to the browser as a JSON file. */
export function downloadJson(value: unknown, name: string): void {
  const content = new Blob([JSON.stringify(value, null, 2)], { type: "application/json" });
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
