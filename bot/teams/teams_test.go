package teams

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/bottest"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

func TestFlowIsAPlatform(t *testing.T) {
	bottest.RunPlatform(t, func(t *testing.T) bottest.Setup {
		d := newDouble(t)
		return bottest.Setup{
			Platform: d.platform(t), Channel: flow, Say: phrase.Say, Shown: d.shown,
			Check: func(s bottest.Shown) error { return judge(s.Raw, budgetWorkflows) },
			Refusals: []bottest.Refusal{
				{Name: "too many", Arrange: d.refuse(429, "", "Retry-After", "9"), Fate: bot.FateRetry, After: 9 * time.Second},
				{Name: "too many, without a time", Arrange: d.refuse(429, ""), Fate: bot.FateRetry, After: minWait},
				{Name: "too large", Arrange: d.refuse(413, ""), Fate: bot.FatePlain},
				{Name: "bad card", Arrange: d.refuse(400, `{"error":{"code":"InvalidRequestContent","message":"x"}}`), Fate: bot.FatePlain},
				{Name: "switched off", Arrange: d.refuse(400, `{"error":{"code":"WorkflowTriggerIsNotEnabled","message":"x"}}`), Fate: bot.FateHoldChannel},
				{Name: "signature", Arrange: d.refuse(401, `{"error":{"code":"DirectApiAuthorizationRequired"}}`), Fate: bot.FateHoldChannel},
				{Name: "deleted", Arrange: d.refuse(404, `{"error":{"code":"WorkflowNotFound"}}`), Fate: bot.FateHoldChannel},
				{Name: "moved", Arrange: d.refuse(302, "", "Location", "https://elsewhere.example/"), Fate: bot.FateHoldChannel},
				{Name: "gateway", Arrange: d.refuse(502, ""), Fate: bot.FateAmbiguous},
			},
		}
	})
}

func TestConversationIsAPlatform(t *testing.T) {
	bottest.RunPlatform(t, func(t *testing.T) bottest.Setup {
		d := newDouble(t)
		return bottest.Setup{
			Platform: d.platform(t), Channel: d.channel(), Say: phrase.Say, Shown: d.shown,
			Check: func(s bottest.Shown) error { return judge(s.Raw, budgetBot) },
			Refusals: []bottest.Refusal{
				{Name: "too many", Arrange: d.refuse(429, "", "Retry-After", "9"), Fate: bot.FateRetry, After: 9 * time.Second},
				{Name: "too many, without a time", Arrange: d.refuse(429, ""), Fate: bot.FateRetry, After: throttled},
				{Name: "precondition", Arrange: d.refuse(412, ""), Fate: bot.FateRetry},
				{Name: "bad gateway", Arrange: d.refuse(502, ""), Fate: bot.FateAmbiguous},
				{Name: "gateway timeout", Arrange: d.refuse(504, "", "Retry-After", "3"), Fate: bot.FateAmbiguous, After: 3 * time.Second},
				{Name: "failed", Arrange: d.refuse(500, ""), Fate: bot.FateAmbiguous},
				{Name: "unavailable", Arrange: d.refuse(503, ""), Fate: bot.FateAmbiguous},
				{Name: "blocked", Arrange: d.refuse(403, `{"errorCode":209,"message":"{\r\n  \"subCode\": \"MessageWritesBlocked\",\r\n \"details\": \"x\"}"}`), Fate: bot.FateHoldChannel},
				{Name: "not in the roster", Arrange: d.refuse(403, `{"error":{"code":"BotNotInConversationRoster","message":"x"}}`), Fate: bot.FateHoldChannel},
				{Name: "disabled", Arrange: d.refuse(403, `{"error":{"code":"BotDisabledByAdmin","message":"x"}}`), Fate: bot.FateHoldWorkspace},
				{Name: "deleted", Arrange: d.refuse(410, `{"error":{"code":"ConversationDeleted","message":"x"}}`), Fate: bot.FateHoldChannel},
				{Name: "too large", Arrange: d.refuse(413, `{"error":{"code":"MessageSizeTooBig"}}`), Fate: bot.FatePlain},
				{Name: "bad card", Arrange: d.refuse(400, `{"error":{"code":"BadSyntax"}}`), Fate: bot.FatePlain},
				{Name: "moved", Arrange: d.refuse(307, "", "Location", "https://elsewhere.example/"), Fate: bot.FateHoldChannel},
			},
		}
	})
}

func TestReasonNamesTheServicesOwnWord(t *testing.T) {
	d := newDouble(t)
	p := d.platform(t)
	d.refuse(403, `{"error":{"code":"Forbidden","message":"{\"subCode\":\"MessageWritesBlocked\"}"}}`)()
	_, err := p.Post(t.Context(), d.channel(), bot.Message{})
	if err == nil || !strings.Contains(err.Error(), "Forbidden/MessageWritesBlocked") {
		t.Errorf("error %v", err)
	}
}

func TestPostCarriesWhatTheConnectorNeeds(t *testing.T) {
	d := newDouble(t)
	p := d.platform(t)
	m := bot.Message{Buttons: []bot.Button{{Label: "button.take", Verb: "take", Words: []string{"e1"}}}}
	m.Add(bot.Headline, bot.Line{bot.Say("word.enforced").As(bot.Bold)})
	m.Add(bot.Title, bot.Line{bot.Quote("A <title>")})
	ref, err := p.Post(t.Context(), d.channel(), m)
	if err != nil {
		t.Fatal(err)
	}
	calls := d.asked()
	login, post := calls[0], calls[1]
	if login.Path != "/"+testTenant+"/oauth2/v2.0/token" || !strings.Contains(login.Body, "grant_type=client_credentials") || !strings.Contains(login.Body, "scope=https%3A%2F%2Fapi.botframework.com%2F.default") || !strings.Contains(login.Body, "client_id="+testApp) {
		t.Errorf("login %+v", login)
	}
	if post.Method != http.MethodPost || post.Path != "/v3/conversations/19:abc@thread.tacv2/activities" || post.Token != "token-1" {
		t.Errorf("post %+v", post)
	}
	for _, want := range []string{`"type":"message"`, `"from":{"id":"` + testBot + `"}`, `"summary":"ENFORCED A <title>"`, `"Action.Execute"`, `"fallback":{"type":"Action.Submit"`, `"version":"1.5"`} {
		if !strings.Contains(post.Body, want) {
			t.Errorf("post lacks %s: %s", want, post.Body)
		}
	}
	if strings.Contains(post.Body, `"text":"ENFORCED A`) || ref.ID == "" || ref.Place != "19:abc@thread.tacv2" {
		t.Errorf("reference %+v of %s", ref, post.Body)
	}
}

// TestTemplateOfTwoSpansIsBroken: what opens a template may begin in one span and
// end in the next, where lines are joined.
func TestTemplateOfTwoSpansIsBroken(t *testing.T) {
	var m bot.Message
	m.Add(bot.Headline, bot.Line{bot.Quote("{"), bot.Quote("{x}")}, bot.Line{bot.Quote("$"), bot.Quote("{y}")})
	raw, err := feeds.JSON(flowPost{Type: "message", Attachments: []attachment{{ContentType: cardType, Content: layout(m, bot.Both, target{budget: budgetBot})}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := judge(string(raw), budgetBot); err != nil {
		t.Errorf("%v\n%s", err, raw)
	}
}

func TestReplyStandsUnderTheRootAndIdsAreEscaped(t *testing.T) {
	d := newDouble(t)
	p := d.platform(t)
	c := d.channel()
	c.ID += "/x?y#z"
	if _, err := p.Post(t.Context(), c, bot.Message{Thread: bot.Reference{ID: "2", Thread: "1"}}); err != nil {
		t.Fatal(err)
	}
	if got := d.asked()[1].Path; got != "/v3/conversations/19:abc@thread.tacv2%2Fx%3Fy%23z%3Bmessageid=1/activities" {
		t.Errorf("path %s", got)
	}
	c.Ref[refType] = typePersonal
	if _, err := p.Post(t.Context(), c, bot.Message{Thread: bot.Reference{ID: "2", Thread: "1"}}); err != nil {
		t.Fatal(err)
	}
	if got := d.asked()[2].Path; strings.Contains(got, "messageid") || p.Can(c).Thread {
		t.Errorf("a chat of two has threads: %s", got)
	}
}

func TestWhatConcernsOnePersonGoesToAChatOfTwo(t *testing.T) {
	const who = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
	d := newDouble(t)
	i, m := d.inbox(t)
	a := d.inChannel("<at>regwire</at> take e1", mention(testBot, "<at>regwire</at>"))
	a["from"] = map[string]any{"id": "29:7", "name": "Ann", "aadObjectId": who}
	c := bot.Channel{ID: bot.Direct(bot.ChannelID("teams:"+testTenant+"/x").Workspace(), who)}
	if _, err := i.platform.Post(t.Context(), c, bot.Message{}); err == nil {
		t.Error("a person who never spoke was written to")
	}
	c.Held = "no way there"
	m.channels[c.ID] = c
	d.send(t, i, a)
	if c = m.channels[c.ID]; c.Held != "" || c.Name != "Ann" {
		t.Errorf("after speaking: %+v", c)
	}
	before := len(d.asked())
	for range 2 {
		ref, err := i.platform.Post(t.Context(), c, bot.Message{})
		if err != nil || ref.Place != "a:made" {
			t.Errorf("%+v, %v", ref, err)
		}
		edit := bot.Message{Edit: ref}
		if _, err := i.platform.Post(t.Context(), c, edit); err != nil {
			t.Errorf("edit: %v", err)
		}
	}
	var paths []string
	for _, a := range d.asked()[before:] {
		paths = append(paths, a.Method+" "+a.Path)
		if a.Path == "/v3/conversations" && a.Body != `{"isGroup":false,"bot":{"id":"`+testBot+`"},"members":[{"id":"29:7"}],"tenantId":"`+testTenant+`","channelData":{"tenant":{"id":"`+testTenant+`"}}}` {
			t.Errorf("asked for a chat with %s", a.Body)
		}
	}
	if got := strings.Join(paths, "\n"); strings.Count(got, "POST /v3/conversations\n") != 1 || strings.Count(got, "POST /v3/conversations/a:made/activities") != 2 || strings.Count(got, "PUT /v3/conversations/a:made/activities/") != 2 {
		t.Errorf("calls %s", got)
	}
	// One who has written in a chat of two is answered there.
	a = d.hello()
	a["id"], a["from"] = "2", map[string]any{"id": "29:7", "name": "Ann", "aadObjectId": who}
	d.send(t, i, a)
	if ref, err := i.platform.Post(t.Context(), m.channels[c.ID], bot.Message{}); err != nil || ref.Place != "a:1" {
		t.Errorf("%+v, %v", ref, err)
	}
	other := d.platform(t)
	c.Ref[refChat] = ""
	for status, want := range map[int]bot.Fate{403: bot.FateHoldChannel, 404: bot.FateHoldChannel, 400: bot.FateHoldChannel, 500: bot.FateRetry, 429: bot.FateRetry, 200: bot.FateRetry} {
		d.refuse(status, `{}`)()
		_, err := other.Post(t.Context(), c, bot.Message{})
		if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != want {
			t.Errorf("%d: %v, want %s", status, err, want)
		}
	}
}

func TestAnswerWithoutAnIdIsTaken(t *testing.T) {
	d := newDouble(t)
	p := d.platform(t)
	d.refuse(202, "")()
	ref, err := p.Post(t.Context(), d.channel(), bot.Message{})
	if err != nil || ref.ID != "" || ref.Place == "" {
		t.Errorf("%+v, %v", ref, err)
	}
}

func TestEditThatCannotBeMadeIsGivenUp(t *testing.T) {
	d := newDouble(t)
	p := d.platform(t)
	for status, want := range map[int]bot.Fate{404: bot.FateDead, 500: bot.FateRetry, 403: bot.FateHoldChannel} {
		d.refuse(status, "")()
		_, err := p.Post(t.Context(), d.channel(), bot.Message{Edit: bot.Reference{ID: "1"}})
		if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != want {
			t.Errorf("%d: %v, want %s", status, err, want)
		}
	}
}

// A card that somebody deleted in Teams is no reason to hold the channel.
func TestEditOfADeletedPostIsGivenUp(t *testing.T) {
	d := newDouble(t)
	p := d.platform(t)
	for body, want := range map[string]bot.Fate{
		`{"error":{"code":"ServiceError","message":"Unknown"}}`: bot.FateDead,
		`{"error":{"code":"BotNotInConversationRoster"}}`:       bot.FateHoldChannel,
	} {
		d.refuse(403, body)()
		_, err := p.Post(t.Context(), d.channel(), bot.Message{Edit: bot.Reference{ID: "1"}})
		if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != want {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
}

// Teams says now and then of a conversation that there is none, and takes the next post.
func TestAConversationThatIsNotFoundOnceIsAskedForAgain(t *testing.T) {
	for missing, held := range map[int]bool{1: false, 2: false, 3: true} {
		t.Run(strconv.Itoa(missing), func(t *testing.T) {
			t.Parallel()
			d := newDouble(t)
			p := d.platform(t)
			d.mu.Lock()
			d.answer = func(a asked, w http.ResponseWriter) bool {
				if !strings.Contains(a.Path, "/activities") || missing == 0 {
					return false
				}
				missing--
				w.WriteHeader(http.StatusNotFound)
				_, _ = w.Write([]byte(`{"error":{"code":"ConversationNotFound","message":"Conversation not found."}}`))
				return true
			}
			d.mu.Unlock()
			ref, err := p.Post(t.Context(), d.channel(), bot.Message{})
			if pe, ok := errors.AsType[*bot.PostError](err); held != (ok && pe.Fate == bot.FateHoldChannel) || held != (ref.ID == "") {
				t.Errorf("%+v, %v", ref, err)
			}
		})
	}
}

// The channel is there, though the post that the reply is for is gone.
func TestReplyWhoseThreadIsGoneIsAPostOfItsOwn(t *testing.T) {
	t.Parallel()
	d := newDouble(t)
	p := d.platform(t)
	d.mu.Lock()
	d.answer = func(a asked, w http.ResponseWriter) bool {
		if !strings.Contains(a.Path, "messageid") {
			return false
		}
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"error":{"code":"ActivityNotFoundInConversation"}}`))
		return true
	}
	d.mu.Unlock()
	c := d.channel()
	c.Ref[refType] = typeChannel
	ref, err := p.Post(t.Context(), c, bot.Message{Thread: bot.Reference{ID: "1", Place: c.ID.Place()}})
	if err != nil || ref.Thread != "" || ref.Place != c.ID.Place() {
		t.Errorf("%+v, %v", ref, err)
	}
}

func TestWhatNeverLeftIsToldFromWhatMayHaveArrived(t *testing.T) {
	d := newDouble(t)
	p := d.platform(t)
	for _, c := range []bot.Channel{flow, d.channel()} {
		if _, err := p.Post(t.Context(), c, bot.Message{}); err != nil {
			t.Fatal(err)
		}
	}
	d.mu.Lock()
	d.answer = func(a asked, _ http.ResponseWriter) bool {
		if strings.HasPrefix(a.Path, "/v3/") || strings.HasPrefix(a.Path, "/flow") {
			panic(http.ErrAbortHandler)
		}
		return false
	}
	d.mu.Unlock()
	for _, c := range []bot.Channel{flow, d.channel()} {
		_, err := p.Post(t.Context(), c, bot.Message{})
		if pe, ok := errors.AsType[*bot.PostError](err); !ok || pe.Fate != bot.FateAmbiguous {
			t.Errorf("%s: %v", c.ID, err)
		}
	}
	d.Close()
	for _, c := range []bot.Channel{flow, d.channel()} {
		_, err := p.Post(t.Context(), c, bot.Message{})
		pe, ok := errors.AsType[*bot.PostError](err)
		if !ok || pe.Fate != bot.FateRetry {
			t.Errorf("%s: %v", c.ID, err)
		}
		if strings.Contains(err.Error(), "sig=") {
			t.Errorf("the error tells the address: %v", err)
		}
	}
}

// TestPaceKeepsWithinTeamsWindows asks for more than may be, for an hour.
func TestPaceKeepsWithinTeamsWindows(t *testing.T) {
	for name, c := range map[string]struct {
		place   bot.ChannelID
		windows map[time.Duration]int
		least   int // in the hour
	}{
		"a conversation": {"teams:x/19:abc", map[time.Duration]int{time.Second: 7, 2 * time.Second: 8, 30 * time.Second: 60, time.Hour: 1800}, 1200},
		"a flow":         {flow.ID, map[time.Duration]int{time.Second: 4}, 4000},
	} {
		synctest.Test(t, func(t *testing.T) {
			p, err := New(Config{})
			if err != nil {
				t.Fatal(err)
			}
			var at []time.Time
			for end := time.Now().Add(time.Hour); time.Now().Before(end); {
				if err := p.wait(t.Context(), c.place); err != nil {
					t.Fatal(err)
				}
				at = append(at, time.Now())
			}
			if len(at) < c.least {
				t.Errorf("%s: %d posts in an hour", name, len(at))
			}
			for window, most := range c.windows {
				for first, last := 0, 0; last < len(at); last++ {
					for at[last].Sub(at[first]) >= window {
						first++
					}
					if n := last - first + 1; n > most {
						t.Fatalf("%s: %d posts in %s", name, n, window)
					}
				}
			}
		})
	}
}

func TestPaceOfATenantBoundsAllItsConversations(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, err := New(Config{})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		for n := range 310 {
			if err := p.wait(t.Context(), bot.ChannelID(fmt.Sprint("teams:x/", n))); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took < 10*time.Second || took > 20*time.Second {
			t.Errorf("310 posts to as many conversations took %s", took)
		}
	})
}

func TestWrongSettingsSayWhatToDo(t *testing.T) {
	whole := func(c *Config) { c.AppID, c.Secret, c.Tenant = testApp, testSecret, testTenant }
	for name, c := range map[string]struct {
		change func(*Config)
		want   string
	}{
		"retired connector":    {func(c *Config) { c.Workflows["a"] = "https://contoso.webhook.office.com/webhookb2/x?sig=1" }, "retired"},
		"another host":         {func(c *Config) { c.Workflows["a"] = "https://hooks.example/?sig=1" }, "not one of Workflows"},
		"lookalike":            {func(c *Config) { c.Workflows["a"] = "https://logic.azure.com.evil.example/?sig=1" }, "not one of Workflows"},
		"bare suffix":          {func(c *Config) { c.Workflows["a"] = "https://xlogic.azure.com/?sig=1" }, "not one of Workflows"},
		"without TLS":          {func(c *Config) { c.Workflows["a"] = "http://prod-1.westeurope.logic.azure.com/?sig=1" }, "not one of Workflows"},
		"cut off":              {func(c *Config) { c.Workflows["a"] = "https://prod-1.westeurope.logic.azure.com/workflows/x" }, "no sig="},
		"nothing":              {func(c *Config) { c.Workflows["a"] = "" }, "missing"},
		"name":                 {func(c *Config) { c.Workflows["a b"] = "https://prod-1.westeurope.logic.azure.com/?sig=1" }, "no name"},
		"half a bot":           {func(c *Config) { c.AppID, c.Tenant = testApp, testTenant }, "TEAMS_APP_PASSWORD"},
		"id in place of value": {func(c *Config) { whole(c); c.Secret = testTenant }, "value"},
		"no tenant":            {func(c *Config) { whole(c); c.Tenant = "common" }, "TEAMS_TENANT_ID"},
		"no app":               {func(c *Config) { whole(c); c.AppID = "regwire" }, "TEAMS_APP_ID"},
		"login without TLS":    {func(c *Config) { whole(c); c.LoginBase = "http://login.example" }, "teams.login"},
		"tenants":              {func(c *Config) { whole(c); c.Tenants = []string{"*"} }, "teams.tenants"},
	} {
		config := Config{Workflows: map[string]bot.Secret{}}
		c.change(&config)
		_, err := New(config)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		} else if strings.Contains(err.Error(), "sig=1") {
			t.Errorf("%s: the error tells the address: %v", name, err)
		}
	}
	good := Config{Workflows: map[string]bot.Secret{"a": "https://prod-1.westeurope.logic.azure.com:443/workflows/x/triggers/manual/paths/invoke?sig=1", "b": "https://default00.1a.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/x?sig=1"}}
	p, err := New(good)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Flows(); len(got) != 2 || got[0] != "teams:workflows/a" {
		t.Errorf("flows %v", got)
	}
	if _, err := p.Post(t.Context(), bot.Channel{ID: "teams:" + testTenant + "/19:x"}, bot.Message{}); err == nil || !strings.Contains(err.Error(), "TEAMS_APP_ID") {
		t.Errorf("post without a bot: %v", err)
	}
}

func TestSecretThatEndsSoonIsWarnedOf(t *testing.T) {
	d := newDouble(t)
	for end, want := range map[string]string{"": "", "2022-12-01": "", "2022-10-30": "in 30 days", "2022-09-30": "in 0 days", "2022-09-01": "ended on"} {
		p := d.platform(t, func(c *Config) { c.SecretExpires = feeds.Day(end) })
		if got := p.Expiry(); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q", end, got)
		}
	}
	if err := d.platform(t).Check(t.Context()); err != nil {
		t.Error(err)
	}
	d.issuer.set(func(i *issuer) { i.broken = true })
	if err := d.platform(t).Check(t.Context()); err == nil || !strings.Contains(err.Error(), "keys") {
		t.Errorf("check %v", err)
	}
}

func TestServiceHostsThatGiveTheTokenAwayOrNeverMatchAreRefused(t *testing.T) {
	for host, ok := range map[string]bool{
		"smba.infra.gcc.teams.microsoft.com": true, "*.botframework.us": true, "https://smba.example.com:8443": true, "http://127.0.0.1:3979": true,
		"*": false, "*.com": false, "": false, "smba.example.com/amer": false, "https://smba.example.com": false, "http://smba.example.com:80": false,
		"SMBA.example.com": false, "https://smba.example.com:8443/": false,
	} {
		_, err := New(Config{AppID: testApp, Tenant: testTenant, Secret: "s", ServiceHosts: []string{host}})
		if (err == nil) != ok {
			t.Errorf("service host %q: %v", host, err)
		}
		if err != nil && !strings.Contains(err.Error(), "teams.service_hosts") {
			t.Errorf("service host %q: the error names no setting: %v", host, err)
		}
	}
}

// TestAnyClearAnswerIsOne: whoever asks whether Teams answers waits for nothing that waiting
// does not mend.
func TestAnyClearAnswerIsOne(t *testing.T) {
	for status, answers := range map[int]bool{200: true, 401: true, 403: true, 404: true, 412: false, 429: false, 500: false, 502: false, 504: false} {
		d := newDouble(t)
		p := d.platform(t)
		d.answer = func(a asked, w http.ResponseWriter) bool {
			if strings.HasPrefix(a.Path, "/v3/") {
				w.WriteHeader(status)
			}
			return strings.HasPrefix(a.Path, "/v3/")
		}
		if err := p.Answers(t.Context(), d.channel()); (err == nil) != answers {
			t.Errorf("status %d: %v", status, err)
		}
		for _, a := range d.asked() {
			if a.Method != http.MethodGet && strings.HasPrefix(a.Path, "/v3/") {
				t.Errorf("asked by %s", a.Method)
			}
		}
		if err := p.Answers(t.Context(), flow); err != nil {
			t.Errorf("a flow was asked: %v", err)
		}
	}
	d := newDouble(t)
	p := d.platform(t)
	d.Close()
	if err := p.Answers(t.Context(), d.channel()); err == nil {
		t.Error("nobody is there, and answers")
	}
}
