import hausrufDark from "./images/hausruf-dark.svg";
import hausrufLight from "./images/hausruf-light.svg";

type Tenant = { name: string; logoLightUrl: string; logoDarkUrl: string };

/** The tenant's logo for the theme in use; Hausruf's own while no tenant is known. */
export function Logo({ tenant }: { tenant?: Tenant | undefined }) {
  const name = tenant?.name ?? "Hausruf";
  return (
    <span className="logo">
      <img className="on-light" src={tenant?.logoLightUrl ?? hausrufLight} alt={name} />
      <img className="on-dark" src={tenant?.logoDarkUrl ?? hausrufDark} alt={name} />
    </span>
  );
}
