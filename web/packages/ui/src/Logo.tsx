import hausrufDark from "./images/hausruf-dark.svg";
import hausrufLight from "./images/hausruf-light.svg";

type Tenant = { name: string; logoLightUrl: string | null; logoDarkUrl: string | null };

/**
 * The tenant's logo for the theme in use, or its name where it has none; Hausruf's own while no tenant is known. The
 * other theme's is not fetched, as nobody sees it.
 */
export function Logo({ tenant }: { tenant?: Tenant | undefined }) {
  const { name, logoLightUrl: light, logoDarkUrl: dark } = tenant ?? hausruf;
  if (!light || !dark)
    return (
      <span className="logo word">
        <Initial name={name} />
        <strong>{name}</strong>
      </span>
    );
  return (
    <span className="logo">
      <img className="on-light" src={light} alt={name} loading="lazy" />
      <img className="on-dark" src={dark} alt={name} loading="lazy" />
    </span>
  );
}

/** Stands in for the short form of a logo. */
export function Initial({ name }: { name: string }) {
  return (
    <span className="initial" aria-hidden>
      {[...name][0]?.toUpperCase()}
    </span>
  );
}

const hausruf: Tenant = { name: "Hausruf", logoLightUrl: hausrufLight, logoDarkUrl: hausrufDark };
