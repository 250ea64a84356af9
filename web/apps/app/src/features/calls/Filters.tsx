import { useTexts } from "@hausruf/i18n";
import { useColleagues } from "./useColleagues.ts";
import { periods, shows, type CallSearch } from "./callFilter.ts";
import { FilterSelect } from "./FilterSelect.tsx";

type Props = { search: CallSearch; narrow: (to: CallSearch) => void };

/** Which calls, with whom, since when. */
export function Filters({ search, narrow }: Props) {
  const { t } = useTexts();
  const { data: colleagues = [] } = useColleagues();
  const { show = "all", period = "any", with: person = "" } = search;
  return (
    <div className="tools">
      <div className="chips" role="group" aria-label={t("calls.filter")}>
        {shows.map((value) => (
          <button
            key={value}
            type="button"
            className="chip"
            aria-pressed={value === show}
            onClick={() => narrow(withShow(search, value))}
          >
            {t(`calls.show-${value}`)}
          </button>
        ))}
      </div>
      <div className="selects">
        <FilterSelect
          label={t("calls.person")}
          value={person}
          options={[
            { value: "", text: t("calls.everyone") },
            ...colleagues.map(({ id, displayName }) => ({ value: id, text: displayName })),
          ]}
          choose={(value) => narrow(withPerson(search, value))}
        />
        <FilterSelect
          label={t("calls.period")}
          value={period}
          options={periods.map((value) => ({ value, text: t(`calls.period-${value}`) }))}
          choose={(value) => narrow(withPeriod(search, value))}
        />
      </div>
    </div>
  );
}

function withShow({ show: _old, ...rest }: CallSearch, show: (typeof shows)[number]): CallSearch {
  return show === "all" ? rest : { ...rest, show };
}

function withPerson({ with: _old, ...rest }: CallSearch, person: string): CallSearch {
  return person === "" ? rest : { ...rest, with: person };
}

function withPeriod({ period: _old, ...rest }: CallSearch, chosen: string): CallSearch {
  const period = periods.find((known) => known === chosen);
  return period === undefined || period === "any" ? rest : { ...rest, period };
}
