package list

import (
	"strconv"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
)

// collected are rows of one column; each is a title or a day, an address, and the words of
// the day.
func collected(rows ...[3]string) *Entries {
	s := NewEntries(len(rows))
	for i, r := range rows {
		s.Add(feeds.Entry{Title: strconv.Itoa(i + 1), URL: "https://www.x.cn" + r[1], Date: feeds.Day(r[0])}, r[2])
	}
	return s
}

// left names the rows that are left, with their days where they have one.
func left(s *Entries) string {
	var out []string
	for i, e := range s.List {
		out = append(out, strings.TrimSuffix(e.Title+" "+string(e.Date), " "))
		if len(s.said) != len(s.List) || i >= len(s.said) {
			return "words of days are told for other rows"
		}
	}
	return strings.Join(out, ", ")
}

func TestOfARowThatStandsTwiceTheFullerTitleIsTaken(t *testing.T) {
	for _, tt := range []struct{ name, first, second, want string }{
		{"cut, then whole", "关于问题…", "关于问题APP的通报", "关于问题APP的通报"},
		{"cut by dots that are more than what they stand for", "关于问题应用...", "关于问题应用一二", "关于问题应用一二"},
		{"cut, then cut later", "关于问题…", "关于问题APP的…", "关于问题APP的…"},
		{"cut, then cut sooner", "关于问题APP的…", "关于问题…", "关于问题APP的…"},
		{"cut, then something shorter", "关于问题APP的…", "通报", "关于问题APP的…"},
		{"whole, then with a mark", "关于通报", "[置顶]关于通报的新闻", "关于通报"},
		{"a mark, then the title", "置顶", "关于问题APP的通报", "关于问题APP的通报"},
		{"a word for what opens, then the title", "查看详情", "关于问题APP的通报", "关于问题APP的通报"},
		{"the title, then a word for what opens", "公告", "查看详情", "公告"},
	} {
		s := NewEntries(2)
		s.Add(feeds.Entry{Title: tt.first, URL: "/1"}, "")
		s.Add(feeds.Entry{Title: tt.second, URL: "/1"}, "")
		if len(s.List) != 1 || s.List[0].Title != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, s.List, tt.want)
		}
	}
}

func TestOfARowThatStandsTwiceTheFirstDaysAreTaken(t *testing.T) {
	s := NewEntries(3)
	for _, e := range []feeds.Entry{
		{Title: "公告", URL: "/1"},
		{Title: "公告", URL: "/1", Date: "2026-09-01", Deadline: "2026-10-01", DeadlineQuote: "截至10月1日"},
		{Title: "公告", URL: "/1", Date: "2026-09-02", Deadline: "2026-10-02", DeadlineQuote: "截至10月2日"},
	} {
		s.Add(e, "")
	}
	if e := s.List[0]; e.Date != "2026-09-01" || e.Deadline != "2026-10-01" || e.DeadlineQuote != "截至10月1日" {
		t.Errorf("%+v", e)
	}
}

func TestMomentThatWordsTell(t *testing.T) {
	for said, want := range map[string]int{
		"2026-09-01":           -1,
		"":                     -1,
		"2026-09-01 00:00:00":  -1,
		"9:30":                 9*3600 + 30*60,
		"2026-09-01 09:30":     9*3600 + 30*60,
		"2026-09-01T19:30:15Z": 19*3600 + 30*60 + 15,
		"10:20:3":              10*3600 + 20*60,
		"时间:30":                -1,
		"1:x5":                 -1,
		"1:5x":                 -1,
		"1:5":                  -1,
		"1:/5 or 1:5/":         -1,
		"比分2:1，9月1日8:05":       8*3600 + 5*60,
		"1759454730":           int(1759454730 % 86400),
		"1759454730123":        int(1759454730 % 86400),
		"1759420800":           -1, // midnight in Shanghai
		"1759420800000":        -1,
		"20260901":             -1,
		"99999999":             -1,
		"100000000000007":      -1,
	} {
		if got := momentOf(said); got != want {
			t.Errorf("%q tells %d, want %d", said, got, want)
		}
	}
}

func TestADayOfAllRowsIsNotTheirs(t *testing.T) {
	rows := func(n int, day, address, said string) (out [][3]string) {
		for i := range n {
			out = append(out, [3]string{day, strings.ReplaceAll(address, "N", strconv.Itoa(i+1)), said})
		}
		return out
	}
	const (
		today = "2026-09-20"
		exact = "2026-09-01 10:11:12"
		batch = "2026-09-01 10:11"
	)
	plain, old := "/art/N.html", "/art/2020-01-02/N.html"
	for _, tt := range []struct {
		name   string
		rows   [][3]string
		undate bool
		warns  string
	}{
		{"one time", rows(5, "2026-09-01", plain, exact), true, "5 of 5 rows carry one time"},
		{"one time of few", rows(4, "2026-09-01", plain, exact), false, ""},
		{"one time of half", append(rows(5, "2026-09-01", plain, exact), rows(5, "2026-08-01", "/b/N.html", "2026-08-01")...), false, ""},
		{"one time of more than half", append(rows(5, "2026-09-01", plain, exact), rows(4, "2026-08-01", "/b/N.html", "2026-08-01")...), true, "5 of 9 rows carry one time"},
		{"rows without days do not count", append(rows(5, "2026-09-01", plain, exact), rows(9, "", "/b/N.html", "")...), true, "5 of 14 rows carry one time"},
		{"a full minute of a batch", rows(9, "2026-09-01", plain, batch), false, ""},
		{"a full minute of many", rows(10, "2026-09-01", plain, batch), true, "10 of 10 rows carry one time"},
		{"a full minute of many, not of all", append(rows(10, "2026-09-01", plain, batch), rows(1, "2026-08-01", "/b/N.html", "")...), false, ""},
		{"one day, and others in the addresses", rows(10, "2026-09-01", old, ""), true, "all 10 rows carry one day"},
		{"one day of few", rows(9, "2026-09-01", old, ""), false, ""},
		{"one day, the same in the addresses", rows(10, "2026-09-01", "/art/2026-09-01/N.html", ""), false, ""},
		{"one day, another in half of the addresses", append(rows(5, "2026-09-01", old, ""), rows(5, "2026-09-01", "/b/N.html", "")...), false, ""},
		{"two days", append(rows(10, "2026-09-01", old, ""), rows(1, "2026-09-02", "/b/N.html", "")...), false, ""},
		{"one day long ago", rows(10, "2026-09-01", plain, ""), false, "perhaps that on which the site moved"},
		{"one day long ago behind a row without", append(rows(1, "", "/b/N.html", ""), rows(10, "2026-09-01", plain, "")...), false, "perhaps that on which the site moved"},
		{"one day of late", rows(10, "2026-09-13", plain, ""), false, ""},
		{"one day long ago, another in one address", append(rows(10, "2026-09-01", plain, ""), rows(1, "2026-09-01", old, "")...), false, ""},
		{"one day long ago, the same in the first address", append(rows(1, "2026-09-01", "/art/2026-09-01/b.html", ""), rows(10, "2026-09-01", plain, "")...), false, ""},
	} {
		s := collected(tt.rows...)
		warning := s.shared(today)
		if tt.warns == "" && warning != "" || !strings.Contains(warning, tt.warns) {
			t.Errorf("%s: told %q, want %q", tt.name, warning, tt.warns)
		}
		if got := s.List[0].Date != feeds.Day(tt.rows[0][0]); got != tt.undate {
			t.Errorf("%s: the first row has %q", tt.name, s.List[0].Date)
		}
	}
}

func TestRowsThatStandBesideAListAreDropped(t *testing.T) {
	dated := func(n string) [3]string { return [3]string{"2026-09-01", "/art/" + n + ".html", "09-01"} }
	bare := func(n string) [3]string { return [3]string{"", "/art/" + n + ".html", ""} }
	column := func(n string) [3]string { return [3]string{"", "/" + n + "/", ""} }
	in := func(rows ...int) map[int]bool {
		out := map[int]bool{}
		for _, r := range rows {
			out[r-1] = true
		}
		return out
	}
	for _, tt := range []struct {
		name string
		drop func(*Entries)
		rows [][3]string
		want string
	}{
		{"columns", (*Entries).dropColumns, [][3]string{column("a"), dated("1"), bare("2")}, "2 2026-09-01, 3"},
		{"columns with a day", (*Entries).dropColumns, [][3]string{{"2026-09-02", "/a/", "09-02"}, dated("1")}, "1 2026-09-02, 2 2026-09-01"},
		{"columns beside nothing", (*Entries).dropColumns, [][3]string{column("a"), column("b")}, "1, 2"},

		{"links behind rows", func(s *Entries) { s.dropBehind(in(1, 2, 3)) }, [][3]string{dated("1"), dated("2"), dated("3"), bare("4"), bare("5")}, "1 2026-09-01, 2 2026-09-01, 3 2026-09-01"},
		{"links behind few rows", func(s *Entries) { s.dropBehind(in(1, 2)) }, [][3]string{dated("1"), dated("2"), bare("3")}, "1 2026-09-01, 2 2026-09-01, 3"},
		{"a row without a day is one", func(s *Entries) { s.dropBehind(in(1, 2, 3, 4)) }, [][3]string{dated("1"), dated("2"), dated("3"), bare("4")}, "1 2026-09-01, 2 2026-09-01, 3 2026-09-01, 4"},
		{"a link with a day is one", func(s *Entries) { s.dropBehind(in(1, 2, 3)) }, [][3]string{dated("1"), dated("2"), dated("3"), dated("4")}, "1 2026-09-01, 2 2026-09-01, 3 2026-09-01, 4 2026-09-01"},
		{"links behind rows of which one has no day", func(s *Entries) { s.dropBehind(in(1, 2, 3)) }, [][3]string{dated("1"), bare("2"), dated("3"), bare("4")}, "1 2026-09-01, 2, 3 2026-09-01, 4"},
		{"links behind links", func(s *Entries) { s.dropBehind(in(1, 3)) }, [][3]string{dated("1"), dated("2"), dated("3"), bare("4")}, "1 2026-09-01, 2 2026-09-01, 3 2026-09-01, 4"},
		{"links alone", func(s *Entries) { s.dropBehind(in()) }, [][3]string{bare("1"), bare("2"), bare("3")}, "1, 2, 3"},

		{"pictures", func(s *Entries) { s.dropPictures(in(1, 2)) }, [][3]string{dated("1"), dated("2"), bare("3")}, "1 2026-09-01, 2 2026-09-01"},
		{"pictures with a day", func(s *Entries) { s.dropPictures(in(1, 2)) }, [][3]string{dated("1"), dated("2"), dated("3")}, "1 2026-09-01, 2 2026-09-01, 3 2026-09-01"},
		{"pictures beside one row", func(s *Entries) { s.dropPictures(in(1)) }, [][3]string{dated("1"), bare("2")}, "1 2026-09-01, 2"},
		{"pictures beside rows without days", func(s *Entries) { s.dropPictures(in(1, 2)) }, [][3]string{dated("1"), bare("2"), bare("3")}, "1 2026-09-01, 2, 3"},

		{"links without a day", (*Entries).dropDayless, [][3]string{dated("1"), bare("2"), dated("3"), dated("4")}, "1 2026-09-01, 3 2026-09-01, 4 2026-09-01"},
		{"beside few that show one", (*Entries).dropDayless, [][3]string{dated("1"), bare("2"), dated("3")}, "1 2026-09-01, 2, 3 2026-09-01"},
		{"as many as show one", (*Entries).dropDayless, [][3]string{dated("1"), bare("2"), dated("3"), bare("4"), dated("5"), bare("6")}, "1 2026-09-01, 2, 3 2026-09-01, 4, 5 2026-09-01, 6"},
	} {
		s := collected(tt.rows...)
		if tt.drop(s); left(s) != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, left(s), tt.want)
		}
	}
}
