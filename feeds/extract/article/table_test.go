package article

import (
	"testing"

	"github.com/regwire/regwire/feeds/extract/dom"
)

func TestTables(t *testing.T) {
	root := dom.Fragment(`<table><tr><td rowspan=2>a</td><td colspan="2">b</td></tr><tr><td>c</td><td>d</td></tr></table>
		<table><tr><td>one column</td></tr></table><table><tr><td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>`)
	got := tables(root)
	want := [][][]string{{{"a", "b", "b"}, {"a", "c", "d"}}, {{"x", "y"}}}
	if len(got) != len(want) {
		t.Fatalf("tables = %q, want %q", got, want)
	}
	for i := range want {
		for j := range want[i] {
			for k := range want[i][j] {
				if got[i][j][k] != want[i][j][k] {
					t.Errorf("cell %d.%d.%d = %q, want %q", i, j, k, got[i][j][k], want[i][j][k])
				}
			}
		}
	}
}
