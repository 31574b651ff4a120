package attach

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// sheet is a page of this ground with rectangles of grey on it.
func sheet(w, h int, ground byte, fills ...[5]int) bitmap {
	b := newBitmap(w, h)
	for i := range b.pix {
		b.pix[i] = ground
	}
	for _, f := range fills {
		for y := f[1]; y < f[3]; y++ {
			for x := f[0]; x < f[2]; x++ {
				b.pix[y*w+x] = byte(f[4])
			}
		}
	}
	return b
}

// near reports whether lines were found where they are, within a pixel or two.
func near(got, want []int) bool {
	return slices.EqualFunc(got, want, func(a, b int) bool { return abs(a-b) <= 2 })
}

func TestRuledTablesAreFound(t *testing.T) {
	lines := func(shade int) [][5]int {
		var out [][5]int
		for _, y := range []int{20, 60, 100, 140} {
			out = append(out, [5]int{20, y, 281, y + 1, shade})
		}
		for _, x := range []int{20, 100, 280} {
			out = append(out, [5]int{x, 20, x + 1, 141, shade})
		}
		return out
	}
	xs, ys := []int{20, 100, 280}, []int{20, 60, 100, 140}
	part := append(lines(0), [5]int{105, 80, 276, 81, 0}) // a line below part of a row
	open := slices.DeleteFunc(lines(0), func(f [5]int) bool { return f[0] == 20 && f[2] == 21 || f[0] == 280 })
	// A line of text over groups of rows, and letters in a row alone.
	groups := slices.DeleteFunc(lines(0), func(f [5]int) bool { return f[2]-f[0] == 1 && f[0] == 100 })
	groups = append(groups, [5]int{100, 20, 101, 60, 0}, [5]int{100, 100, 101, 140, 0})
	letters := [][5]int{{20, 20, 281, 21, 0}, {20, 60, 281, 61, 0}, {20, 20, 21, 61, 0}, {100, 20, 101, 61, 0}, {280, 20, 281, 61, 0}, {150, 30, 152, 50, 0}, {200, 30, 202, 50, 0}}
	for _, tt := range []struct {
		name   string
		page   bitmap
		xs, ys []int
		merged int // cells that belong to another
	}{
		{"black lines", sheet(300, 160, 255, lines(0)...), xs, ys, 0},
		{"grey lines", sheet(300, 160, 255, lines(200)...), xs, ys, 0},
		{"white lines on dark", sheet(300, 160, 60, lines(255)...), xs, ys, 0},
		{"shaded header", sheet(300, 160, 255, append([][5]int{{20, 20, 281, 60, 90}}, lines(204)...)...), xs, ys, 0},
		{"part of a row", sheet(300, 160, 255, part...), xs, []int{20, 60, 80, 100, 140}, 1},
		{"open sides", sheet(300, 160, 255, open...), []int{20, 100, 281}, ys, 0},
		{"groups", sheet(300, 160, 255, groups...), xs, ys, 1},
		{"letters", sheet(300, 160, 255, letters...), xs, []int{20, 60}, 0},
		{"nothing", sheet(300, 160, 255), nil, nil, 0},
		{"a frame", sheet(300, 160, 255, [5]int{20, 20, 281, 21, 0}, [5]int{20, 140, 281, 141, 0}, [5]int{20, 20, 21, 141, 0}, [5]int{280, 20, 281, 141, 0}), nil, nil, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			grids := findGrids(tt.page)
			if tt.xs == nil {
				if len(grids) > 0 {
					t.Fatalf("found %+v", grids)
				}
				return
			}
			if len(grids) != 1 || !near(grids[0].xs, tt.xs) || !near(grids[0].ys, tt.ys) {
				t.Fatalf("found %+v, want lines at %v and %v", grids, tt.xs, tt.ys)
			}
			merged := 0
			for i, owner := range grids[0].owner {
				if owner != i {
					merged++
				}
			}
			if merged != tt.merged {
				t.Errorf("%d cells belong to others, want %d", merged, tt.merged)
			}
		})
	}
}

func TestTablesSideBySideAreTwo(t *testing.T) {
	var fills [][5]int
	table := func(x int, ys ...int) {
		for _, y := range ys {
			fills = append(fills, [5]int{x, y, x + 121, y + 1, 0})
		}
		for _, at := range []int{x, x + 40, x + 120} {
			fills = append(fills, [5]int{at, ys[0], at + 1, ys[len(ys)-1] + 1, 0})
		}
	}
	table(20, 20, 60, 100, 140)
	table(180, 20, 40, 120)
	found := sideBySide(findGrids(sheet(320, 160, 255, fills...)))
	if len(found) != 1 || len(found[0]) != 2 {
		t.Fatalf("found %+v", found)
	}
	if left := found[0][0]; !near(left.xs, []int{20, 60, 140}) || !near(left.ys, []int{20, 60, 100, 140}) {
		t.Errorf("on the left %+v", left)
	}
	if right := found[0][1]; !near(right.xs, []int{180, 220, 300}) || !near(right.ys, []int{20, 40, 120}) {
		t.Errorf("on the right %+v", right)
	}
}

func TestATableThatGoesOnInAColumnBesideItIsReadAfterIt(t *testing.T) {
	var fills [][5]int
	var words []box
	unit := pageUnits / 400
	table := func(x int, rows [][2]string, ys ...int) {
		for _, y := range ys {
			fills = append(fills, [5]int{x, y, x + 161, y + 1, 0})
		}
		for _, at := range []int{x, x + 40, x + 160} {
			fills = append(fills, [5]int{at, ys[0], at + 1, ys[len(ys)-1] + 1, 0})
		}
		for i, row := range rows {
			for j, s := range row {
				x0, y0 := (x+6+40*j)*unit, (ys[i]+6)*unit
				words = append(words, box{x0: x0, y0: y0, x1: x0 + 10*unit, y1: y0 + 8*unit, text: s})
			}
		}
	}
	table(20, [][2]string{{"序号", "名称"}, {"1", "甲"}, {"2", "乙"}}, 20, 50, 120, 190)
	table(210, [][2]string{{"序号", "名称"}, {"3", "丙"}, {"4", "丁"}}, 4, 20, 60, 100)
	words = append(words, box{x0: 30 * unit, y0: 8 * unit, x1: 40 * unit, y1: 16 * unit, text: "附件"})
	var c content
	pdfPage{w: 400, h: 200, words: words}.layOut(sheet(400, 200, 255, fills...), &c, nil)
	want := [][]string{{"序号", "名称"}, {"1", "甲"}, {"2", "乙"}, {"序号", "名称"}, {"3", "丙"}, {"4", "丁"}}
	if !slices.EqualFunc(c.table(), want, slices.Equal) {
		t.Errorf("rows are %q, want %q", c.table(), want)
	}
}

func TestLinesBetweenColumnsAlonePartRowsByTheirNumbers(t *testing.T) {
	word := func(x, y int, s string) box { return box{x0: x, y0: y, x1: x + 10*len([]rune(s)), y1: y + 10, text: s} }
	g := grid{xs: []int{0, 90, 290, 500}, ys: []int{0, 20, 200}, owner: []int{0, 1, 2, 3, 4, 5}}
	var c content
	g.fill([]box{
		word(5, 5, "序号"), word(100, 5, "名称"), word(300, 5, "问题"),
		word(100, 24, "云帆出"), word(5, 30, "1"), word(100, 36, "行"), word(300, 30, "违规收集"),
		word(5, 60, "2"), word(100, 60, "小鹿"), word(300, 60, "超范围"), word(300, 72, "收集"),
		word(5, 100, "3"), word(100, 100, "星链"),
	}, 1, &c, nil)
	want := [][]string{{"序号", "名称", "问题"}, {"1", "云帆出行", "违规收集"}, {"2", "小鹿", "超范围收集"}, {"3", "星链", ""}}
	if !slices.EqualFunc(c.table(), want, slices.Equal) {
		t.Errorf("rows are %q, want %q", c.table(), want)
	}
}

func TestGridsOfAnyShapeFollowOneAnother(t *testing.T) {
	words := []string{"1", "2", "序号", "名称", "云帆出行", "（集团）", "有限公司", "违规"}
	for seed := range uint64(2_000) {
		r := rand.New(rand.NewPCG(seed, 1))
		var c content
		var end *seam
		for range 3 {
			cols, rows := 1+r.IntN(3), 1+r.IntN(4)
			g := grid{owner: make([]int, cols*rows)}
			for i := range cols + 1 {
				g.xs = append(g.xs, i*100)
			}
			for i := range rows + 1 {
				g.ys = append(g.ys, i*30)
			}
			for i := range g.owner {
				g.owner[i] = i
				if i >= cols && r.IntN(4) == 0 {
					g.owner[i] = g.owner[i-cols]
				}
			}
			var page []box
			for range r.IntN(20) {
				x, y := r.IntN(cols*100), r.IntN(rows*30)
				page = append(page, box{x0: x, y0: y, x1: x + 20, y1: y + 10, text: words[r.IntN(len(words))]})
			}
			if r.IntN(3) == 0 {
				end = layOut(page, &c, end)
			} else {
				end = g.fill(page, 1, &c, end)
			}
		}
		sound(t, c)
	}
}

func TestAMarkAcrossThePageIsNoWordOfIt(t *testing.T) {
	var words []box
	for i := range fewWords {
		words = append(words, box{y0: 20 * i, y1: 20*i + 10, text: "云帆出行"})
	}
	got := withoutMark(append(words, box{y0: 30, y1: 110, text: "机"}, box{y0: 200, y1: 260, text: "关于通报名单的公告"}))
	if len(got) != fewWords+1 || got[fewWords].text != "关于通报名单的公告" {
		t.Errorf("left are %d words, the last %q", len(got), got[len(got)-1].text)
	}
}

func TestACellOfOneColumnReachesDown(t *testing.T) {
	// Two columns, four rows: 0 reaches over the row below, 4 is as wide as the table.
	g := grid{xs: []int{0, 10, 20}, ys: []int{0, 10, 20, 30, 40}, owner: []int{0, 1, 0, 3, 4, 4, 4, 4}}
	for owner, want := range map[int]int{0: 1, 1: 0, 3: 1, 4: 2} {
		if got := g.lastRow(owner); got != want {
			t.Errorf("cell %d reaches into row %d, want %d", owner, got, want)
		}
	}
	at := func(row, col int) block {
		return block{cols: 2, table: 1, row: row, col: col, until: g.lastRow(row*2 + col), bitmap: newBitmap(1, 1)}
	}
	word := func(s string) cellText { return cellText{words: []box{{text: s, sure: 90}}} }
	var c content
	takeRows([]block{at(0, 0), at(0, 1), at(1, 1)}, []cellText{word("云帆公司"), word("甲地图软件"), word("乙地图软件")}, &c)
	if want := [][]string{{"云帆公司", "甲地图软件"}, {"云帆公司", "乙地图软件"}}; !slices.EqualFunc(c.table(), want, slices.Equal) {
		t.Errorf("rows are %q, want %q", c.table(), want)
	}
}

func TestLookAlikesOfDigitsAreReadAsDigits(t *testing.T) {
	for s, want := range map[string]string{"了.5.1": "7.5.1", "了": "7", "v2.O.1": "v2.0.1", "7. 2.1": "7.2.1", "口袋": "口袋", "了不起": "了不起", "": "", "o": "o"} {
		if got := asNumber(s); got != want {
			t.Errorf("%q is read as %q, want %q", s, got, want)
		}
	}
}

func TestBracketsThatAreMisreadAreAPair(t *testing.T) {
	for s, want := range map[string]string{"杭州云帆〈集团)有限公司": "杭州云帆（集团）有限公司", "健康助手(极速版)": "健康助手（极速版）", "依据《安全法》": "依据《安全法》", "v2(beta)": "v2(beta)", "《个人信息保护法(试行)》": "《个人信息保护法（试行）》"} {
		if got := bracketed(s); got != want {
			t.Errorf("%q is read as %q, want %q", s, got, want)
		}
	}
}

func TestADarkRowIsPutDarkOnWhite(t *testing.T) {
	// A header of light letters on dark between white margins, a row of dark letters below.
	got := sheet(200, 60, 255, [5]int{10, 5, 190, 25, 60}, [5]int{20, 10, 26, 20, 250}, [5]int{20, 40, 26, 50, 0}).unshaded()
	for at, want := range map[[2]int]bool{{5, 15}: false, {100, 15}: false, {22, 15}: true, {22, 45}: true, {100, 45}: false} {
		if ink := got.at(at[0], at[1]) < dark; ink != want {
			t.Errorf("ink at %v: %t, want %t", at, ink, want)
		}
	}
}

func TestWrappedRowsOfAPageWithoutLinesAreOneRow(t *testing.T) {
	word := func(x, y int, s string) box { return box{x0: x, y0: y, x1: x + 10*len([]rune(s)), y1: y + 10, text: s} }
	words := []box{
		word(300, 0, "附件名单"),
		word(0, 40, "序号"), word(100, 40, "名称"), word(300, 40, "问题"),
		word(0, 70, "1"), word(100, 64, "云帆出"), word(100, 76, "行"), word(300, 70, "违规收集"),
		word(0, 110, "2"), word(100, 110, "小鹿"), word(300, 104, "违规使"), word(300, 116, "用"),
		word(0, 150, "3"), word(100, 150, "星链"), word(300, 150, "超范围"), word(300, 162, "收集"),
	}
	var c content
	layOut(words, &c, nil)
	want := [][]string{{"序号", "名称", "问题"}, {"1", "云帆出行", "违规收集"}, {"2", "小鹿", "违规使用"}, {"3", "星链", "超范围收集"}}
	if !slices.EqualFunc(c.table(), want, slices.Equal) {
		t.Errorf("rows are %q, want %q", c.table(), want)
	}
	if c.text()[:len("附件名单")] != "附件名单" {
		t.Errorf("the text is %q", c.text())
	}
}
