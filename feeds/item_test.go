package feeds_test

import (
	"testing"

	"github.com/regwire/regwire/feeds"
)

func TestARemovalNamesNoFurtherApps(t *testing.T) {
	figure := func(name string, n int64) feeds.Figure { return feeds.Figure{Name: name, Value: n} }
	for name, c := range map[string]struct {
		title   string
		figures []feeds.Figure
		want    bool
	}{
		"told by a figure":              {"关于APP处置情况的通报", []feeds.Figure{figure("apps_removed", 8)}, true},
		"told by the title":             {"关于下架侵害用户权益APP的通报", nil, true},
		"told by the title, of so many": {"关于下架侵害用户权益APP的通报", []feeds.Figure{figure("apps", 8)}, true},
		"all that are named":            {"关于APP处置情况的通报", []feeds.Figure{figure("apps", 8), figure("apps_removed", 8)}, true},
		"some of those that are named":  {"关于APP处置情况的通报", []feeds.Figure{figure("apps", 20), figure("apps_removed", 8)}, false},
		"named by the title too":        {"关于下架及通报APP的公告", []feeds.Figure{figure("apps", 20), figure("apps_removed", 8)}, false},
		"some of those of before":       {"关于下架8款APP的通报", []feeds.Figure{figure("apps", 20), figure("apps_removed", 8)}, true},
		"more than are named":           {"关于下架18款APP的通报", []feeds.Figure{figure("apps", 8), figure("apps_removed", 18)}, true},
		"some of 18":                    {"关于下架部分APP的通报（通报18款）", []feeds.Figure{figure("apps", 18), figure("apps_removed", 8)}, false},
		"named and removed":             {"通报20款下架8款APP", []feeds.Figure{figure("apps", 20), figure("apps_removed", 8)}, false},
		"a notice":                      {"关于侵害用户权益APP的通报", []feeds.Figure{figure("apps", 20)}, false},
		"neither":                       {"个人信息出境标准合同办法", nil, false},
	} {
		i := feeds.Item{Title: c.title, Reading: feeds.Reading{Figures: c.figures}}
		if got := i.Removes(); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
