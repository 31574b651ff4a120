package teams

import (
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/regwire/regwire/bot"
)

// among is something that happens in a chat of several people.
func (d *double) among(id, kind, text string, more map[string]any) map[string]any {
	a := d.hello()
	a["id"], a["type"], a["text"] = id, kind, text
	a["conversation"] = map[string]any{"id": "19:deal@thread.v2", "conversationType": "groupChat", "tenantId": testTenant, "isGroup": true, "name": "Deal"}
	maps.Copy(a, more)
	return a
}

func TestAGroupIsAPlaceOfItsOwn(t *testing.T) {
	d := newDouble(t)
	i, m := d.inbox(t)
	id := bot.ChannelID("teams:" + testTenant + "/19:deal@thread.v2")
	last := func() asked { all := d.asked(); return all[len(all)-1] }
	d.send(t, i, d.among("1", "installationUpdate", "", map[string]any{"action": "add"}))
	c := m.channels[id]
	if c.Name != "Deal" || c.Ref[refType] != typeGroup || c.Ref[refService] == "" || len(d.shown()) != 1 {
		t.Fatalf("after adding: %+v, %d posts", c, len(d.shown()))
	}
	// It hears what mentions it, and nothing else.
	d.send(t, i, d.among("2", "message", "latest", nil))
	us := map[string]any{"entities": []any{mention(testBot, "<at>regwire</at>")}}
	d.send(t, i, d.among("3", "message", "<at>regwire</at> latest", us))
	if given := m.given(); len(given) != 2 || given[1].Verb != "latest" || given[1].Actor.Channel != id {
		t.Fatalf("commands %+v", given)
	}
	if a := last(); a.Path != "/v3/conversations/19:deal@thread.v2/activities" || a.Query != "isTargetedActivity=true" {
		t.Errorf("answered by %+v", a)
	}
	// Alerts of its own accord have no thread to stand in, and are edited.
	if can := i.platform.Can(c); can.Thread || !can.Edit {
		t.Errorf("a group can %+v", can)
	}
	ref, err := i.platform.Post(t.Context(), c, words("first words"))
	if err != nil {
		t.Fatal(err)
	}
	later := words("later news")
	later.Thread = ref
	if _, err := i.platform.Post(t.Context(), c, later); err != nil || last().Path != "/v3/conversations/19:deal@thread.v2/activities" {
		t.Errorf("later news: %v, %+v", err, last())
	}
	edit := words("edited words")
	edit.Edit = ref
	if _, err := i.platform.Post(t.Context(), c, edit); err != nil || last().Method != http.MethodPut {
		t.Errorf("edit: %v, %+v", err, last())
	}
	press := d.press("4", map[string]any{"regwire": map[string]any{"run": "take", "words": []string{"e1"}}})
	press["conversation"], press["channelData"] = d.among("", "", "", nil)["conversation"], nil
	if _, body := d.send(t, i, press); !strings.Contains(body, "take e1") || m.given()[2].Actor.Channel != id {
		t.Errorf("a button: %s, %+v", body, m.given()[2])
	}
	// Removed and added again.
	d.send(t, i, d.among("5", "installationUpdate", "", map[string]any{"action": "remove"}))
	if c = m.channels[id]; c.Held == "" {
		t.Errorf("after removing: %+v", c)
	}
	d.send(t, i, d.among("6", "conversationUpdate", "", map[string]any{"membersAdded": []any{map[string]any{"id": testBot}}}))
	if c = m.channels[id]; c.Held != "" || c.Ref[refType] != typeGroup {
		t.Errorf("after adding again: %+v", c)
	}
}

func words(s string) bot.Message {
	var m bot.Message
	m.Add(bot.Body, bot.Line{bot.Say("plain", s)})
	return m
}
