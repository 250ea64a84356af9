import { ChevronDown } from "lucide-react";

type Props = {
  label: string;
  value: string;
  options: { value: string; text: string }[];
  choose: (value: string) => void;
};

export function FilterSelect({ label, value, options, choose }: Props) {
  return (
    <div className="input-wrap">
      <select
        className="input"
        aria-label={label}
        value={options.some((option) => option.value === value) ? value : options[0]?.value}
        onChange={(event) => choose(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
      <ChevronDown className="icon chev" aria-hidden />
    </div>
  );
}
