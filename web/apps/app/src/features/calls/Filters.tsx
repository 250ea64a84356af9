import { useTexts } from "@hausruf/i18n";
import { useColleagues } from "./useColleagues.ts";
import { callSearch, lengths, outcomes, periods, shows, type CallSearch } from "./callFilter.ts";
import { FilterSelect } from "./FilterSelect.tsx";

type Props = { search: CallSearch; narrow: (to: CallSearch) => void };

/** Which calls, with whom, how they ended, how long they were, since when. */
export function Filters({ search, narrow }: Props) {
  const { t } = useTexts();
  const { data: colleagues = [] } = useColleagues();
  const { show = "all", outcome = "any", length = "any", period = "any" } = search;
  const change = (part: Record<string, string>) => narrow(callSearch({ ...search, ...part }));
  return (
    <div className="tools">
      <div className="chips" role="group" aria-label={t("calls.filter")}>
        {shows.map((value) => (
          <button
            key={value}
            type="button"
            className="chip"
            aria-pressed={value === show}
            onClick={() => change({ show: value })}
          >
            {t(`calls.show-${value}`)}
          </button>
        ))}
      </div>
      <div className="selects">
        <FilterSelect
          label={t("calls.person")}
          value={search.with ?? ""}
          options={[
            { value: "", text: t("calls.everyone") },
            ...colleagues.map(({ id, displayName }) => ({ value: id, text: displayName })),
          ]}
          choose={(value) => change({ with: value })}
        />
        <FilterSelect
          label={t("calls.outcome")}
          value={outcome}
          options={outcomes.map((value) => ({ value, text: t(`calls.outcome-${value}`) }))}
          choose={(value) => change({ outcome: value, ...(show === "missed" && { show: "all" }) })}
        />
        <FilterSelect
          label={t("calls.length")}
          value={length}
          options={lengths.map((value) => ({ value, text: t(`calls.length-${value}`) }))}
          choose={(value) => change({ length: value })}
        />
        <FilterSelect
          label={t("calls.period")}
          value={period}
          options={periods.map((value) => ({ value, text: t(`calls.period-${value}`) }))}
          choose={(value) => change({ period: value })}
        />
      </div>
    </div>
  );
}
