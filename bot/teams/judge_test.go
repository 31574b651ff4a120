package teams

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// elements are the fields of the elements that a card of ours may hold, by the schema of Adaptive
// Cards; those that need 1.5 are marked.
var elements = map[string][]string{
	"AdaptiveCard":    {"type", "$schema", "version", "fallbackText", "body", "actions", "msteams"},
	"RichTextBlock":   {"type", "inlines", "spacing", "separator"},
	"TextRun":         {"type", "text", "size", "weight", "color", "isSubtle", "italic", "fontType", "selectAction"},
	"Input.Text":      {"type", "id", "label", "value", "maxLength", "placeholder", "isMultiline"},
	"Input.ChoiceSet": {"type", "id", "label", "value", "choices", "isMultiSelect", "style", "wrap", "placeholder"},
	"Action.OpenUrl":  {"type", "url"},
	"Action.Execute":  {"type", "title", "verb", "data", "mode", "style", "fallback"},
	"Action.Submit":   {"type", "title", "data", "style"},
}

var values = map[string][]string{
	"size": {"Small", "Medium"}, "weight": {"Bolder"}, "color": {"Accent", "Attention"}, "fontType": {"Monospace"}, "spacing": {"None", "Small"},
	"mode": {"secondary"}, "version": {"1.2", "1.5"},
}

// judge checks one request body: its size as Teams counts, and that its card is
// built of what is known, says nothing that is read as a template, and links to
// pages only.
func judge(raw string, budget int) error {
	if n := 2 * len(utf16.Encode([]rune(raw))); n > budget {
		return fmt.Errorf("%d bytes of at most %d", n, budget)
	}
	if strings.Contains(raw, "{{") || strings.Contains(raw, "${") {
		// Objects within objects are written as {"a":{"b", never as {{.
		return errors.New("a template stands in it")
	}
	var p map[string]any
	if err := json.Unmarshal([]byte(raw), &p); err != nil {
		return err
	}
	if _, both := p["text"]; both {
		return errors.New("text stands beside a card")
	}
	list, ok := p["attachments"].([]any)
	if !ok || len(list) != 1 {
		return errors.New("not one attachment")
	}
	c, ok := list[0].(map[string]any)["content"].(map[string]any)
	if !ok || c["type"] != "AdaptiveCard" {
		return errors.New("no card")
	}
	execute := strings.Contains(raw, `"Action.Execute"`)
	if (c["version"] == "1.5") != execute {
		return fmt.Errorf("version %v", c["version"])
	}
	actions, _ := c["actions"].([]any)
	if len(actions) > maxActions {
		return fmt.Errorf("%d actions", len(actions))
	}
	primary := 0
	for _, a := range actions {
		if a, _ := a.(map[string]any); a["mode"] == nil {
			primary++
		}
	}
	if primary > maxPrimary {
		return fmt.Errorf("%d actions side by side", primary)
	}
	if said, _ := c["fallbackText"].(string); said == "" || unescaped.MatchString(said) {
		return fmt.Errorf("fallback text is read as Markdown: %q", said)
	}
	if w, _ := c["msteams"].(map[string]any); w["width"] != "Full" {
		return errors.New("the card is not as wide as it can be")
	}
	return walk(c)
}

// unescaped are signs of Markdown without a backslash, and addresses.
var unescaped = regexp.MustCompile("(^|[^\\\\])(\\\\\\\\)*[`*_\\[\\]()#<>|~]|://|www\\.")

func walk(v any) error {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if err := walk(e); err != nil {
				return err
			}
		}
	case map[string]any:
		kind, _ := v["type"].(string)
		known, ok := elements[kind]
		if !ok {
			return nil // data, choices and settings
		}
		for field, value := range v {
			if !slices.Contains(known, field) {
				return fmt.Errorf("%s has a field %s", kind, field)
			}
			if allowed, ok := values[field]; ok && !slices.Contains(allowed, fmt.Sprint(value)) {
				return fmt.Errorf("%s of %s is %v", field, kind, value)
			}
			if err := walk(value); err != nil {
				return err
			}
		}
		return rules(kind, v)
	}
	return nil
}

func rules(kind string, v map[string]any) error {
	switch kind {
	case "Action.OpenUrl":
		at, _ := v["url"].(string)
		if !strings.HasPrefix(at, "https://") && !strings.HasPrefix(at, "http://") {
			return fmt.Errorf("link to %q", at)
		}
	case "RichTextBlock":
		if list, _ := v["inlines"].([]any); len(list) == 0 {
			return errors.New("a line without words")
		}
	case "TextRun":
		if v["text"] == "" {
			return errors.New("a run without words")
		}
	case "Action.Execute":
		if f, _ := v["fallback"].(map[string]any); f["type"] != "Action.Submit" {
			return errors.New("Action.Execute without Action.Submit")
		}
	case "Input.Text", "Input.ChoiceSet":
		if v["id"] == "" || v["label"] == "" {
			return errors.New("a field without id or label")
		}
	}
	return nil
}
