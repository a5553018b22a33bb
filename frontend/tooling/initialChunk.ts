interface ModuleInfo {
  importedIds: string[];
}

interface Context {
  getModuleInfo: (id: string) => ModuleInfo | null;
}

/**
 * Names the chunk of what the first page loads at once: one file instead of a dozen, each of which
 * would cost a slow phone a journey to the server.
 */
export function initialChunk(entry: string): (id: string, context: Context) => string | null {
  const initial = new Set<string>();
  const follow = (id: string, context: Context): void => {
    if (initial.has(id)) return;
    initial.add(id);
    // A copy: the list is used again for the next module that is asked for.
    for (const imported of [...(context.getModuleInfo(id)?.importedIds ?? [])]) {
      follow(imported, context);
    }
  };
  return (id, context) => {
    if (initial.size === 0) follow(entry, context);
    return id !== entry && initial.has(id) ? "initial" : null;
  };
}
