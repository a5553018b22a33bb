import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";

import type { ChartData } from "./data";

const HEIGHT = 260;
const ROW_HEIGHT = 36;
const AXIS_HEIGHT = 40;

/** A flat row, as the library wants it: a value by the place of its series. */
function flat({ rows }: ChartData): Record<string, string | number>[] {
  return rows.map(({ name, values }) => ({ name, ...Object.fromEntries(values.entries()) }));
}

/** Bars, stacked where there are several series. Arrow keys go from one to the next. */
export function Bars({ title, data }: { title: string; data: ChartData }): React.JSX.Element {
  const { series, rows, format, isRanking = false } = data;
  const height = isRanking ? rows.length * ROW_HEIGHT + AXIS_HEIGHT : HEIGHT;
  const names = { dataKey: "name", type: "category", tickLine: false } as const;
  const values = {
    type: "number",
    tickLine: false,
    axisLine: false,
    allowDecimals: false,
    tickFormatter: format,
  } as const;
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart
        title={title}
        data={flat(data)}
        layout={isRanking ? "vertical" : "horizontal"}
        margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
      >
        <CartesianGrid stroke="var(--line)" vertical={isRanking} horizontal={!isRanking} />
        {isRanking ? <XAxis {...values} /> : <XAxis {...names} minTickGap={8} />}
        {isRanking ? <YAxis {...names} width={140} /> : <YAxis {...values} width="auto" />}
        <Tooltip
          cursor={{ fill: "var(--accent-wash)" }}
          formatter={(value) => format(Number(value))}
          isAnimationActive={false}
        />
        {series.length > 1 && <Legend />}
        {series.map(({ name, tone }, place) => (
          <Bar
            key={name}
            dataKey={String(place)}
            name={name}
            stackId="all"
            fill={`var(--${tone})`}
            maxBarSize={48}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
