/** A copy of the common styles for each entry: one file with its own, so that a phone waits for one answer only. */
declare module "@hausruf/ui/styles.css?*";
