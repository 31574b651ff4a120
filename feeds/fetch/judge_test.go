package fetch_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/regwire/regwire/feeds"
	"github.com/regwire/regwire/feeds/fetch"
)

func TestByStatusRecognisesChallengesAt200(t *testing.T) {
	article := "<html><body><p>" + strings.Repeat("近日，办公室就数据安全问题发布公告，要求各单位落实。", 20)
	tests := []struct {
		name, body string
		outcome    feeds.Outcome
	}{
		{"cookie and reload", `<html><body><script>document.cookie="a="+btoa("1");location.reload()</script></body></html>`, feeds.OutcomeBlocked},
		{"cookie and href, no tags", `<script language="javascript">document.cookie='k=1;path=/';location.href='/'</script>`, feeds.OutcomeBlocked},
		{"_ts", `<!DOCTYPE html><html><head><meta id="x" content="y"><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.cd="q"</script></head><body></body></html>`, feeds.OutcomeBlocked},
		{"acw", `<html><script>var arg1='3A';function setCookie(n,v){document.cookie=n+"="+v;document.location.reload()} setCookie("acw_sc__v2", x)</script></html>`, feeds.OutcomeBlocked},
		{"slider", `<title>滑动验证页面</title><body>访问验证<div>请按住滑块，拖动到最右边</div></body>`, feeds.OutcomeBlocked},
		{"environment", `<div>环境异常</div><p>当前环境异常，完成验证后即可继续访问。</p><a>去验证</a>`, feeds.OutcomeBlocked},
		{"search engine captcha", `<form action="/antispider/"><p>请输入验证码以继续</p></form>`, feeds.OutcomeBlocked},
		{"too often", `{"code":403,"msg":"您的访问过于频繁，请稍后再试"}`, feeds.OutcomeThrottled},
		{"firewall", `<p>很抱歉，您的请求被拦截</p>`, feeds.OutcomeBlocked},
		{"article about captchas", article + "<p>滑动验证、请完成安全验证等提示，环境异常时完成验证。</p>", ""},
		{"article with scripts", article + `<script>document.cookie="seen=1";function f(){location.reload()}</script><script>$_ts=window['$_ts']</script>`, ""},
		{"short page with a counter", `<p>关于数据出境安全评估申报的公告，自发布之日起施行，请各单位遵照执行，有关事项通知如下。</p><script>var t=document.cookie;</script>`, ""},
		{"empty list", `{"rows":[],"total":0}`, ""},
		{"empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			outcome, reason := fetch.ByStatus(http.StatusOK, nil, []byte(tt.body))
			if outcome != tt.outcome || (outcome == "") != (reason == "") {
				t.Errorf("outcome %q, reason %q; want %q", outcome, reason, tt.outcome)
			}
		})
	}
}

func TestByStatusJudgesASavedStatus(t *testing.T) {
	for status, want := range map[int]feeds.Outcome{
		200: "", 201: "", 304: "", 302: feeds.OutcomeRedirect, 308: feeds.OutcomeRedirect, 300: feeds.OutcomeError,
		404: feeds.OutcomeGone, 412: feeds.OutcomeBlocked, 429: feeds.OutcomeThrottled, 451: feeds.OutcomeError, 502: feeds.OutcomeError, 521: feeds.OutcomeBlocked,
	} {
		if got, _ := fetch.ByStatus(status, nil, nil); got != want {
			t.Errorf("status %d: outcome %q, want %q", status, got, want)
		}
	}
}
