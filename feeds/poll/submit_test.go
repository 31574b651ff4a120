package poll_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/catalog"
	"github.com/regwire/regwire/feeds/dedupe"
	"github.com/regwire/regwire/feeds/poll"
)

func TestAnyLinkMayBeSubmitted(t *testing.T) {
	all, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	places := town{
		"blog.example.com/a":     `<html><head><title>Data export in 2022 - A blog</title></head><body><article><h1>Data export in 2022</h1><p>` + strings.Repeat("Personal information leaves the country under three ways. ", 12) + `</p></article></body></html>`,
		"files.example.com/get":  "!Content-Type: application/pdf\n!Content-Disposition: attachment; filename=\"Guide to exports.pdf\"\n%PDF-1.7 x",
		"files.example.com/x":    "",
		"broken.example.com/one": "!Status: 500\n",
		"gone.example.com/one":   "!Status: 404\n",
	}
	l := newLabOf(t, places.recording(t), 0, all, "none")
	for _, u := range []string{
		"https://blog.example.com/a", "https://files.example.com/get", "https://files.example.com/%E6%8C%87%E5%8D%97.pdf",
		"https://broken.example.com/one", "https://gone.example.com/one",
	} {
		item := feeds.Item{Source: "links", Workspace: "slack:T1", URL: u, State: feeds.ItemUnread, Found: l.clock(), Submitted: &feeds.Submission{By: "U1", Workspace: "slack:T1", At: l.clock()}}
		f := feeds.Found{Item: item, Keys: dedupe.Identity{}.ItemKeys("links", feeds.Entry{URL: u})}
		if _, _, err := l.store.Submit(t.Context(), f, bot.Audit{}); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		l.round(20 * time.Minute)
	}
	want := map[string]struct{ title, why string }{
		"https://blog.example.com/a":                       {"Data export in 2022", ""},
		"https://files.example.com/get":                    {"Guide to exports", "file"},
		"https://files.example.com/%E6%8C%87%E5%8D%97.pdf": {"指南", "gone"},
		"https://broken.example.com/one":                   {"", "500"},
		"https://gone.example.com/one":                     {"", "gone"},
	}
	hits, _, err := l.store.Find(t.Context(), bot.Query{Items: true, Limit: 20, Workspace: "slack:T1"})
	if err != nil || len(hits) != len(want) {
		t.Fatalf("%d items, %v", len(hits), err)
	}
	for _, h := range hits {
		i, w := h.Item, want[h.Item.URL]
		if i.Title != w.title || (w.why == "") != (i.Unread == "") || !strings.Contains(i.Unread, w.why) || i.State == feeds.ItemUnread {
			t.Errorf("%s: %q, %s (%s); want %q (%s)", i.URL, i.Title, i.State, i.Unread, w.title, w.why)
		}
		if strings.HasPrefix(i.URL, "https://broken") && !i.NextTry.After(l.clock()) {
			t.Errorf("%s is not tried again later", i.URL)
		}
	}
	if hits, _, err := l.store.Find(t.Context(), bot.Query{Items: true, Limit: 20, Workspace: "slack:T2"}); err != nil || len(hits) != 0 {
		t.Errorf("another workspace sees %d of them, %v", len(hits), err)
	}
}

// spelled reads every file as the text that it is, but those that say they are damaged.
type spelled struct{}

func (spelled) Attach(_ context.Context, a feeds.Attachment, doc feeds.Document) feeds.Attachment {
	if a.Read, a.How = string(doc.Raw), "docx"; a.Read == "damaged" {
		a.Read, a.Unread = "", "the file is damaged"
	}
	return a
}

func TestASubmittedFileIsReadAsAnAttachmentIs(t *testing.T) {
	const notice = "附件1\n上海市通信管理局关于侵害用户权益行为APP的\n通报\n（2026年第11批）\n尚有33款APP未完成整改。\n上海市通信管理局\n2022年8月1日"
	const title = "上海市通信管理局关于侵害用户权益行为APP的通报（2026年第11批）"
	places := town{
		"files.example.com/P0202611.docx": "!Content-Type: application/octet-stream\n" + notice,
		"files.example.com/get":           "!Content-Type: application/msword\n" + notice,
		"files.example.com/damaged.pdf":   "!Content-Type: application/pdf\ndamaged",
		"files.example.com/gone.pdf":      "!Status: 404\n",
		"files.example.com/later.pdf":     "!Status: 500\n",
	}
	all, err := catalog.Sources()
	if err != nil {
		t.Fatal(err)
	}
	l := newLabWith(t, places.recording(t), 0, all, func(_ *lab, deps *poll.Deps, _ *poll.Config) { deps.Attach = spelled{} }, "none")
	want := map[string]struct {
		title string
		read  bool
		why   string
	}{
		"https://files.example.com/P0202611.docx":                             {title, true, ""},
		"https://files.example.com/get":                                       {title, true, ""},
		"https://files.example.com/damaged.pdf":                               {"damaged", false, "the file is damaged"},
		"https://files.example.com/gone.pdf":                                  {"gone", false, "page is gone"},
		"https://files.example.com/pdfjs/web/viewer.html?file=/P0202611.docx": {title, true, ""},
		"https://files.example.com/pdfjs/web/viewer.html?file=/gone.pdf":      {"gone", false, "page is gone"},
		"https://files.example.com/later.pdf":                                 {"later", false, "error: the site has a fault (status 500)"},
	}
	for u := range want {
		item := feeds.Item{Source: "links", Workspace: "slack:T1", URL: u, State: feeds.ItemUnread, Found: l.clock(), Submitted: &feeds.Submission{By: "U1", Workspace: "slack:T1", At: l.clock()}}
		if _, _, err := l.store.Submit(t.Context(), feeds.Found{Item: item, Keys: dedupe.Identity{}.ItemKeys("links", feeds.Entry{URL: u})}, bot.Audit{}); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		l.round(20 * time.Minute)
	}
	hits, _, err := l.store.Find(t.Context(), bot.Query{Items: true, Limit: 20, Workspace: "slack:T1"})
	if err != nil || len(hits) != len(want) {
		t.Fatalf("%d items, %v", len(hits), err)
	}
	for _, h := range hits {
		i, w := h.Item, want[h.Item.URL]
		if i.Title != w.title || i.Unread != w.why || (i.State == feeds.ItemRead) != w.read {
			t.Errorf("%s: %q, %s (%s); want %+v", i.URL, i.Title, i.State, i.Unread, w)
		}
		if day := feeds.Day("2022-08-01"); w.read && i.Published != day {
			t.Errorf("%s: published %q, is signed on %s", i.URL, i.Published, day)
		}
		if w.read && (len(i.Article.Attachments) != 1 || i.Article.Attachments[0].How != "docx" || i.Copy == "") {
			t.Errorf("%s: %+v, copy %q", i.URL, i.Article.Attachments, i.Copy)
		}
	}
}
