package teams

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
)

func TestRefusedTokenIsFetchedAnewOnce(t *testing.T) {
	d := newDouble(t)
	p := d.platform(t)
	if _, err := p.Post(t.Context(), d.channel(), bot.Message{}); err != nil {
		t.Fatal(err)
	}
	d.mu.Lock()
	d.logins++ // token-1 is not good any more
	d.mu.Unlock()
	if _, err := p.Post(t.Context(), d.channel(), bot.Message{}); err != nil {
		t.Fatal(err)
	}
	d.mu.Lock()
	d.answer = func(a asked, w http.ResponseWriter) bool {
		if strings.HasPrefix(a.Path, "/v3/") {
			w.WriteHeader(http.StatusUnauthorized)
			return true
		}
		return false
	}
	before := len(d.calls)
	d.mu.Unlock()
	_, err := p.Post(t.Context(), d.channel(), bot.Message{})
	if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateHoldWorkspace {
		t.Errorf("error %v", err)
	}
	if calls := d.asked()[before:]; len(calls) != 3 {
		t.Errorf("%d calls: %+v", len(calls), calls)
	}
}

// What is odd in the answer of the login costs no post, and a proxy in its place holds nothing.
func TestLoginThatAnswersOddly(t *testing.T) {
	const page = "<html>please log in to the network</html>"
	for name, c := range map[string]struct {
		status     int
		kind, body string
		code       string // of the post's end, "" for one that arrives
	}{
		"ends at once":             {200, "application/json", `{"access_token":"token-1","token_type":"Bearer","expires_in":0}`, ""},
		"ended before":             {200, "application/json", `{"access_token":"token-1","token_type":"Bearer","expires_in":-1}`, ""},
		"a number in a string":     {200, "application/json", `{"access_token":"token-1","token_type":"Bearer","expires_in":"3599"}`, ""},
		"no end":                   {200, "application/json", `{"access_token":"token-1","token_type":"Bearer"}`, ""},
		"no end in sight":          {200, "application/json", `{"access_token":"token-1","token_type":"Bearer","expires_in":99999999999999}`, ""},
		"an end that is no number": {200, "application/json", `{"access_token":"token-1","token_type":"Bearer","expires_in":"soon"}`, "login without a token"},
		"no token":                 {200, "application/json", `{"token_type":"Bearer","expires_in":3599}`, "login without a token"},
		"a page":                   {200, "text/html", page, "login without a token"},
		"a page as text":           {200, "text/plain", page, "login without a token"},
		"a proxy":                  {407, "text/html", page, "login without a token"},
		"a wall":                   {403, "text/html", page, "login without a token"},
		"elsewhere":                {302, "text/html", page, "login without a token"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDouble(t)
			p := d.platform(t)
			d.mu.Lock()
			d.logins = 1 // so that token-1 is good
			d.answer = func(a asked, w http.ResponseWriter) bool {
				if !strings.HasSuffix(a.Path, "/token") {
					return false
				}
				w.Header().Set("Content-Type", c.kind)
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
				return true
			}
			d.mu.Unlock()
			for range 2 {
				_, err := p.Post(t.Context(), d.channel(), bot.Message{})
				pe, failed := errors.AsType[*bot.PostError](err)
				if failed != (c.code != "") || failed && (pe.Fate != bot.FateRetry || pe.Code != c.code || pe.Fix == "" || !pe.Whole || strings.Contains(pe.Error(), "html")) {
					t.Errorf("%v, want %q", err, c.code)
				}
			}
		})
	}
}

func TestTokenGoesToNoOtherHost(t *testing.T) {
	d := newDouble(t)
	p := d.platform(t)
	for _, service := range []string{
		"", "https://evil.example/", "http://smba.trafficmanager.net/emea/", "https://smba.trafficmanager.net.evil.example/", "https://evil.example/smba.trafficmanager.net",
		"https://x@smba.trafficmanager.net/", "https://smba.trafficmanager.net:8443/", "https://botframework.com.evil.example", "https://evilbotframework.com/", "http://127.0.0.1:1/",
		"https://smba.trafficmanager.net/?x=1", "https://smba.trafficmanager.net#@evil.example/", "//smba.trafficmanager.net/", "https://.botframework.com/", "ftp://smba.trafficmanager.net/",
	} {
		c := d.channel()
		c.Ref[refService] = service
		_, err := p.Post(t.Context(), c, bot.Message{})
		if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateHoldChannel || pe.Fix == "" {
			t.Errorf("%q: %v", service, err)
		}
	}
	if n := len(d.asked()); n != 0 {
		t.Errorf("%d calls were made", n)
	}
	for _, service := range []string{"https://smba.trafficmanager.net/emea/", "https://SMBA.trafficmanager.net/amer/" + testTenant + "/", "https://europe.botframework.com"} {
		if _, ok := p.config.service(service); !ok {
			t.Errorf("%s is refused", service)
		}
	}
}

func TestLoginThatIsRefusedSaysWhatToDo(t *testing.T) {
	for name, c := range map[string]struct {
		status    int
		body      string
		fate      bot.Fate
		code, fix string
	}{
		"expired":      {401, `{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired."}`, bot.FateHoldWorkspace, "AADSTS7000222", "has expired"},
		"wrong":        {401, `{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."}`, bot.FateHoldWorkspace, "AADSTS7000215", "not its id"},
		"no such app":  {400, `{"error":"unauthorized_client","error_description":"AADSTS700016: Application not found."}`, bot.FateHoldWorkspace, "AADSTS700016", "TEAMS_APP_ID"},
		"unknown word": {400, `{"error":"invalid_request","error_description":"AADSTS1: x"}`, bot.FateHoldWorkspace, "invalid_request", "TEAMS_APP_PASSWORD"},
		"busy":         {503, ``, bot.FateRetry, "login refused", "by itself"},
		"no token":     {200, `{}`, bot.FateRetry, "login", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDouble(t)
			d.answer = func(a asked, w http.ResponseWriter) bool {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(c.status)
				_, _ = w.Write([]byte(c.body))
				return true
			}
			_, err := d.platform(t).Post(t.Context(), d.channel(), bot.Message{})
			pe, ok := errors.AsType[*bot.PostError](err)
			if !ok || pe.Fate != c.fate || !strings.Contains(pe.Code, c.code) || !strings.Contains(pe.Fix, c.fix) {
				t.Errorf("%+v", err)
			}
			if strings.Contains(err.Error(), string([]byte(testSecret))) {
				t.Errorf("the error tells the secret: %v", err)
			}
		})
	}
}
