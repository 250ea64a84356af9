import { FieldError } from "@hausruf/ui";
import { ChevronDown } from "lucide-react";
import { useId } from "react";

type Props = {
  label: string;
  zone: string;
  choose: (zone: string) => void;
  error?: string | undefined;
};

/** One of the zones that the browser knows. */
export function ZoneSelect({ label, zone, choose, error }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="input-wrap">
        <select
          id={id}
          className="input"
          value={zone}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => choose(event.target.value)}
        >
          {zonesWith(zone).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <ChevronDown className="icon chev" aria-hidden />
      </div>
      <FieldError id={id} error={error} />
    </div>
  );
}

/** Those that the browser knows, which may call the one in use by another name. */
function zonesWith(zone: string): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return known.includes(zone) ? known : [...known, zone].toSorted();
}
