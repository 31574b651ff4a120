package main

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
)

func TestRedlineTellsArticlesApart(t *testing.T) {
	before := "第一条 为了规范数据处理活动，制定本办法。\n第二条 在境内开展数据处理活动，适用本办法。\n第三条 处理者应当建立制度。\n第四条 处理者应当每年评估一次。\n第五条 本办法由国家网信办解释。"
	fresh := "第一条 为了规范数据处理活动，制定本办法。\n第二条 在境内开展数据处理活动，适用本办法。\n第三条 处理者应当建立健全制度。\n第四条 处理者应当每年评估一次。\n第五条 违反本办法的，依法处理。"
	r, ok := redlined(before, fresh)
	if !ok || r.Changed != 1 || r.New != 1 || r.Dropped != 1 {
		t.Fatalf("%+v, %v; want one changed, one new, one dropped", r, ok)
	}
	var said strings.Builder
	for _, p := range r.Parts {
		if p.Kind != bot.PartChanged {
			continue
		}
		for _, piece := range p.Pieces {
			switch {
			case piece.Gone:
				said.WriteString("-" + piece.Text)
			case piece.Come:
				said.WriteString("+" + piece.Text)
			}
		}
	}
	if !strings.Contains(said.String(), "健全") {
		t.Errorf("changed: %s", said.String())
	}
}

func TestANoticeIsNoVersionOfARule(t *testing.T) {
	rule := "第一条 为了规范，制定本办法。\n第二条 适用本办法。\n第三条 处理者应当建立制度。"
	if r, ok := redlined("现就《办法（征求意见稿）》公开征求意见，请于10月1日前反馈。", rule); ok {
		t.Errorf("compared: %+v", r)
	}
}
