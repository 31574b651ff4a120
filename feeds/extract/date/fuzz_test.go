package date

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

func FuzzDate(f *testing.F) {
	for _, s := range []string{"2026-08-25", "2022年09月14日 17:05", "05-21", "1663948800000", "令和8年4月7日", "Tue, 06 Sep 2022 23:30:00 -0400", "2026-09-01至2026-09-08", "2022-09-05T23:10:00+02:00"} {
		f.Add(s, "https://a.example/202209/t20220902_1.html")
	}
	names := Formats()
	f.Fuzz(func(t *testing.T, s, url string) {
		for _, name := range names {
			d := Read(s, []string{name}, Context{Zone: feeds.Shanghai, Today: "2026-10-03", URL: url})
			if d.Day != "" && !d.Day.Valid() || d.End != "" && !d.End.Valid() {
				t.Errorf("%s of %q = %+v", name, s, d)
			}
		}
	})
}
