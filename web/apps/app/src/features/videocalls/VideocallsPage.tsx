export function VideocallsPage() {
  return <main />;
}
