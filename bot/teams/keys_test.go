package teams

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestKeysAreKeptAndRefreshedWithinBounds(t *testing.T) {
	d := newDouble(t)
	now := testNow
	i, _ := d.inbox(t, func(c *Config) { c.Now = func() time.Time { return now } })
	n := 0
	ask := func(kid string) int {
		t.Helper()
		c := d.claims()
		c["exp"], c["nbf"] = now.Add(time.Hour).Unix(), now.Add(-time.Hour).Unix()
		a := d.hello()
		n++
		a["id"] = strings.Repeat("x", n)
		return knock(t, i, a, "Bearer "+d.issuer.sign(t, c, func(h map[string]any) { h["kid"] = kid })).Code
	}
	step := func(what string, kid string, after time.Duration, status, reads int) {
		t.Helper()
		now = now.Add(after)
		if got := ask(kid); got != status {
			t.Errorf("%s: status %d, want %d", what, got, status)
		}
		if got := d.issuer.read(); got != reads {
			t.Errorf("%s: keys were read %d times, want %d", what, got, reads)
		}
	}
	step("first", "k1", 0, 200, 1)
	step("again", "k1", time.Minute, 200, 1)
	step("unknown key, keys just read", "k2", time.Minute, 401, 1)
	step("unknown key after an hour", "k2", time.Hour, 401, 2)
	step("unknown key once more", "k3", 50*time.Minute, 401, 2)
	d.issuer.set(func(i *issuer) { i.keys = append(i.keys, publish("k2", &i.signer.PublicKey, "msteams")) })
	step("key that came since", "k2", 11*time.Minute, 200, 3)
	step("a day later", "k1", 25*time.Hour, 200, 4)
	d.issuer.set(func(i *issuer) { i.broken = true })
	step("keys cannot be read", "k1", 25*time.Hour, 200, 4)
	step("four days old", "k1", 71*time.Hour, 200, 4)
	step("five days old", "k1", 25*time.Hour, 503, 4)
	step("still", "k1", time.Second, 503, 4)
	d.issuer.set(func(i *issuer) { i.broken = false })
	step("within a minute", "k1", time.Second, 503, 4)
	step("they are back", "k1", time.Minute, 200, 5)
	d.issuer.set(func(i *issuer) { i.keys = i.keys[1:] })
	step("withdrawn key, a day later", "k1", 25*time.Hour, 401, 6)
	d.issuer.set(func(i *issuer) { i.keys = append(i.keys, publish("k4", &i.signer.PublicKey, "msteams")) })
	step("key that came since the clock was set back", "k4", -365*24*time.Hour, 200, 7)
	step("again", "k4", time.Minute, 200, 7)
	step("clock set back once more", "k4", -time.Hour, 200, 8)
	step("unknown key, keys just read", "k5", time.Minute, 401, 8)
}

func TestFirstRequestsWaitForTheKeys(t *testing.T) {
	d := newDouble(t)
	d.answer = func(a asked, _ http.ResponseWriter) bool {
		if strings.HasPrefix(a.Path, "/v1/") {
			time.Sleep(20 * time.Millisecond)
		}
		return false
	}
	i, _ := d.inbox(t)
	token := "Bearer " + d.issuer.sign(t, d.claims())
	var wg sync.WaitGroup
	for n := range 20 {
		wg.Go(func() {
			time.Sleep(time.Duration(n) * time.Millisecond)
			a := d.hello()
			a["id"] = strings.Repeat("x", n+1)
			if got := knock(t, i, a, token).Code; got != http.StatusOK {
				t.Errorf("status %d", got)
			}
		})
	}
	wg.Wait()
	if n := d.issuer.read(); n != 1 {
		t.Errorf("keys were read %d times", n)
	}
}

func TestKeysOfAnotherIssuerOrHostAreNotBelieved(t *testing.T) {
	for name, answer := range map[string]string{
		"another issuer": `{"issuer":"https://evil.example","jwks_uri":"BASE/v1/.well-known/keys"}`,
		"another host":   `{"issuer":"` + Issuer + `","jwks_uri":"http://evil.example/keys"}`,
		"with a user":    `{"issuer":"` + Issuer + `","jwks_uri":"http://x@HOST/v1/.well-known/keys"}`,
		"no keys":        `{"issuer":"` + Issuer + `"}`,
		"no JSON":        `<html>`,
	} {
		t.Run(name, func(t *testing.T) {
			d := newDouble(t)
			d.answer = func(a asked, w http.ResponseWriter) bool {
				if !strings.HasSuffix(a.Path, "openidconfiguration") {
					return false
				}
				_, _ = w.Write([]byte(strings.NewReplacer("BASE", d.URL, "HOST", strings.TrimPrefix(d.URL, "http://")).Replace(answer)))
				return true
			}
			i, _ := d.inbox(t)
			if got := knock(t, i, d.hello(), "Bearer "+d.issuer.sign(t, d.claims())).Code; got != http.StatusServiceUnavailable {
				t.Errorf("status %d", got)
			}
		})
	}
}

func TestWeakAndOtherKeysAreNotTaken(t *testing.T) {
	good := publish("k1", &testKeys()[0].PublicKey, "msteams")
	if _, ok := good.public(); !ok {
		t.Fatal("a good key is refused")
	}
	for name, change := range map[string]func(*jwk){
		"elliptic": func(j *jwk) { j.Type = "EC" }, "for encryption": func(j *jwk) { j.Use = "enc" }, "another algorithm": func(j *jwk) { j.Alg = "HS256" }, "no id": func(j *jwk) { j.ID = "" },
		"short": func(j *jwk) { j.N = j.N[:170] }, "huge": func(j *jwk) { j.N = strings.Repeat(j.N, 10) }, "exponent one": func(j *jwk) { j.E = "AQ" }, "even exponent": func(j *jwk) { j.E = "AQAA" },
		"no exponent": func(j *jwk) { j.E = "" }, "no base64": func(j *jwk) { j.N = "+/=" }, "long exponent": func(j *jwk) { j.E = "AQAAAAAB" },
	} {
		j := good
		change(&j)
		if _, ok := j.public(); ok {
			t.Errorf("%s: taken", name)
		}
	}
}
