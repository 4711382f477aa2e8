/** Hands the browser a file to keep. */
export function saveJson(name: string, content: object): void {
  const type = 'application/json';
  const blob = new Blob([JSON.stringify(content)], { type });
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  // The browser has taken hold of it once the click is over.
  setTimeout(() => URL.revokeObjectURL(anchor.href));
}
