package feeds

import "testing"

func TestAnAppWithSeveralProblemsIsOneApp(t *testing.T) {
	for name, tt := range map[string]struct {
		rows []AppRow
		want int
	}{
		"none":            {nil, 0},
		"three":           {[]AppRow{{Row: 1, Name: "a"}, {Row: 2, Name: "b"}, {Row: 3, Name: "c"}}, 3},
		"two problems":    {[]AppRow{{Row: 1, Name: "a"}, {Row: 1, Name: "a", Problem: "x"}, {Row: 2, Name: "b"}}, 2},
		"alike in name":   {[]AppRow{{Row: 1, Name: "a"}, {Row: 2, Name: "a"}}, 2},
		"in another list": {[]AppRow{{Row: 1, Name: "a"}, {Row: 1, Name: "b"}, {Row: 1, Name: "a"}}, 3},
	} {
		if got := (AppList{Rows: tt.rows}).Apps(); got != tt.want {
			t.Errorf("%s: %d apps, want %d", name, got, tt.want)
		}
	}
}
