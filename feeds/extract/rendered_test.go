package extract_test

import (
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/extract"
)

func TestAPageThatABrowserDrewIsReadLikeAnyOther(t *testing.T) {
	text := strings.Repeat("市网信办依法对违法违规收集使用个人信息的应用程序予以通报。", 12)
	all := sources(t)
	for _, tt := range []struct {
		name, source, page, title, want string
	}{
		{"title from the page", "gzdaily-app", `<html><head><title>广州日报客户端</title></head><body><h1>广州通报一批应用程序</h1><div class="content"><p>` + text + `</p></div></body></html>`, "广州通报一批应用程序", ""},
		{"title of the share", "xinhua-app", `<html><head><meta property="og:title" content="新华社：通报应用程序"><title>新华社</title></head><body><article><p>` + text + `</p></article></body></html>`, "新华社：通报应用程序", ""},
		{"still empty", "xinhua-app", `<html><head><title>通报应用程序</title></head><body><div id="app">加载中</div></body></html>`, "", "a browser drew it, and there is no text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := all[tt.source]
			if !s.Rendered() {
				t.Fatalf("%s is not to be rendered", s.ID)
			}
			res := s.ReadRendered(feeds.Document{Request: feeds.Request{Shape: feeds.ShapeArticle}, URL: "https://app.gzdaily.cn/share#7", Status: 200, Body: []byte(tt.page), At: at})
			if tt.want != "" {
				if res.Outcome != feeds.OutcomeError || !strings.HasPrefix(res.Reason, tt.want) {
					t.Errorf("outcome %s: %s", res.Outcome, res.Reason)
				}
				return
			}
			if res.Outcome != feeds.OutcomeArticle || res.Article.Title != tt.title || !strings.Contains(res.Article.Text, "予以通报") || res.Unread != "" {
				t.Errorf("outcome %s %s, title %q, text %.60q", res.Outcome, res.Reason, res.Article.Title, res.Article.Text)
			}
		})
	}
}

func TestARuleMayAskForABrowserOnly(t *testing.T) {
	s := extract.Source{Source: feeds.Source{ID: "x", Kind: "links"}}
	s.Rule.Article.Render = "curl"
	if err := s.Check(); err == nil || !strings.Contains(err.Error(), "render") {
		t.Errorf("error %v", err)
	}
}
