import { useEffect } from "react";

/** "Videocalls – System of a Town": what the page is, then whose. */
export function usePageTitle(title: string, owner = "Hausruf") {
  useEffect(() => {
    document.title = title ? `${title} – ${owner}` : owner;
  }, [title, owner]);
}
