import { useId } from "react";

type Props<T extends string> = {
  legend: string;
  options: { value: T; text: string; lang?: string }[];
  chosen: T;
  choose: (value: T) => void;
};

/** One of a few, side by side; arrow keys move as in any radio group. */
export function Choice<T extends string>({ legend, options, chosen, choose }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{legend}</legend>
      <div>
        {options.map(({ value, text, lang }) => (
          <label key={value} lang={lang}>
            <input
              type="radio"
              name={name}
              checked={value === chosen}
              onChange={() => choose(value)}
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
