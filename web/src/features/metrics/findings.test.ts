import { describe, expect, it } from "vitest";
import { chanceText, inOrder, type RankedUnit } from "./findings";

const unit = (key: string, rank: number, rawRank: number) => ({ key, rank, rawRank }) as RankedUnit;

describe("findings", () => {
  it("orders parts by the values asked for, and equal raw places by the shrunken ones", () => {
    const units = [unit("a", 1, 2), unit("b", 2, 1), unit("c", 4, 3), unit("d", 3, 3)];
    expect(inOrder(units, true).map(({ key }) => key)).toEqual(["a", "b", "d", "c"]);
    expect(inOrder(units, false).map(({ key }) => key)).toEqual(["b", "a", "d", "c"]);
  });

  it("never writes a chance as nought", () => {
    expect(chanceText(0)).toBe("< 0.001");
    expect(chanceText(0.0421)).toBe("0.042");
  });
});
