package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestLinkIsWhatAReaderMayFollow(t *testing.T) {
	for raw, want := range map[string]string{
		"https://www.cac.gov.cn/a?b=1&c=2#d": "https://www.cac.gov.cn/a?b=1&c=2#d",
		" http://a.example ":                 "http://a.example",
		"https://例子.中国/路":                    "https://xn--fsqu00a.xn--fiqs8s/%E8%B7%AF",
		"https://a.example/<x>|{{y}}`\"":     "https://a.example/%3Cx%3E%7C%7B%7By%7D%7D%60%22",
		"https://[::1]:8443/x":               "https://[::1]:8443/x",
		"https://WWW.CAC.gov.cn./x":          "https://www.cac.gov.cn/x",
		"http://./":                          "",
		"https://a_b.example/":               "https://a_b.example/",
		"https://_a.example/":                "",
		"http://[fe80::1%25eth0]/":           "",
		"http://192.0.2.7:80/":               "http://192.0.2.7:80/",
		"javascript:alert(1)":                "",
		"mailto:x@a.example":                 "",
		"ftp://a.example":                    "",
		"//a.example":                        "",
		"https://":                           "",
		"https://user@a.example/":            "",
		"https://a.example/%zz":              "",
		"":                                   "",
		"https://a.example/" + strings.Repeat("x", MaxLink): "",
		"https://a.example/" + strings.Repeat("中", 400):     "", // longer once encoded
	} {
		if got := Link(raw); got != want {
			t.Errorf("%.60q: %q, want %q", raw, got, want)
		}
	}
}

func TestSecretIsNotPrinted(t *testing.T) {
	const plain = "hushhush"
	s := Secret(plain)
	raw, err := json.Marshal(map[string]any{"s": s, "list": []Secret{s}})
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "s", s, "in", struct{ S Secret }{s})
	for _, said := range []string{s.String(), s.GoString(), fmt.Sprintf("%v %+v %#v %s %q %d %x", s, s, s, s, s, s, s), fmt.Sprint(struct{ S Secret }{s}, &s), string(raw), log.String()} {
		if strings.Contains(said, plain) || strings.Contains(said, fmt.Sprintf("%x", plain)) {
			t.Errorf("said %s", said)
		}
	}
	if string([]byte(s)) != plain {
		t.Error("the secret cannot be used")
	}
}

func TestRetryAfterStaysWithinBounds(t *testing.T) {
	now := time.Date(2022, 9, 30, 10, 0, 0, 0, time.UTC)
	for raw, want := range map[string]time.Duration{
		"": 30 * time.Second, "7": 7 * time.Second, "0": 30 * time.Second, "-1": 30 * time.Second, "soon": 30 * time.Second, "1.5": 30 * time.Second,
		"31536000": time.Hour, "99999999999999999999": 30 * time.Second,
		now.Add(time.Minute).Format(http.TimeFormat): time.Minute, now.Add(-time.Minute).Format(http.TimeFormat): time.Second, now.AddDate(1, 0, 0).Format(http.TimeFormat): time.Hour,
	} {
		if got := RetryAfter(http.Header{"Retry-After": {raw}}, now, 30*time.Second); got != want {
			t.Errorf("%q: %s, want %s", raw, got, want)
		}
	}
	if got := RetryAfter(http.Header{}, now, 0); got != 0 {
		t.Errorf("nothing said, nothing asked: %s", got)
	}
}

func TestAttemptThatNeverLeftIsSurelyNotPosted(t *testing.T) {
	_, a := Begin(t.Context())
	if pe := a.Unanswered(errors.New("no route")); pe.Fate != FateRetry || pe.Code == "" {
		t.Errorf("%+v", pe)
	}
	a.left.Store(true)
	if pe := a.Unanswered(errors.New("reset")); pe.Fate != FateAmbiguous {
		t.Errorf("%+v", pe)
	}
}
