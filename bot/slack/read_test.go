package slack

import (
	"fmt"
	"strings"

	"github.com/regwire/regwire/bot/bottest"
)

// asRead is a conversation as people read it, for whoever looks at what changed.
func asRead(all []exchange) string {
	var b strings.Builder
	for _, x := range all {
		fmt.Fprintf(&b, "=== %s\n", x.Step)
		for _, c := range x.Calls {
			b.WriteString(header(c) + "\n")
			for line := range strings.Lines(readCall(c)) {
				b.WriteString("    " + strings.TrimRight(line, "\n") + "\n")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// header says where a call puts what it says.
func header(c spoken) string {
	to := fmt.Sprint(c.Args["channel"])
	if root := c.Args["thread_ts"]; root != nil {
		to += fmt.Sprintf(", thread %v", root)
	}
	switch c.Method {
	case "respond":
		if c.Args["replace_original"] == true {
			return "  in its place, to the person alone:"
		}
		return "  to the person alone:"
	case "chat.postEphemeral":
		return "  to the person alone, in " + to + ":"
	case "chat.postMessage":
		return "  to all in " + to + ":"
	case "chat.update":
		return fmt.Sprintf("  edits %v in %s:", c.Args["ts"], to)
	}
	return "  " + c.Method + ":"
}

func readCall(c spoken) string {
	var b strings.Builder
	blocks := blocksOf(c)
	if len(blocks) == 0 && c.Args["text"] != nil {
		return fmt.Sprint(c.Args["text"])
	}
	for _, x := range blocks {
		block, _ := x.(map[string]any)
		elements, _ := block["elements"].([]any)
		switch block["type"] {
		case "divider":
			b.WriteString("----\n")
		case "header":
			b.WriteString("# " + textOf(block["text"]) + "\n")
		case "section":
			b.WriteString(readMarkup(textOf(block["text"])) + "\n")
		case "context":
			for _, e := range elements {
				b.WriteString("  " + readMarkup(textOf(e)) + "\n")
			}
		case "actions":
			for _, e := range elements {
				b.WriteString(readAction(e))
			}
			b.WriteString("\n")
		case "input":
			b.WriteString(readInput(block))
		}
	}
	return b.String()
}

// readMarkup is markup as it is shown, with the addresses of links.
func readMarkup(s string) string {
	var p bottest.Shown
	return shown(tag.ReplaceAllStringFunc(s, func(m string) string {
		address, words, _ := strings.Cut(strings.Trim(m, "<>"), "|")
		return words + " (" + address + ")"
	}), &p)
}

func readAction(e any) string {
	el, _ := e.(map[string]any)
	options, _ := el["options"].([]any)
	if options == nil {
		return "[" + textOf(el["text"]) + "] "
	}
	var labels []string
	for _, o := range options {
		option, _ := o.(map[string]any)
		labels = append(labels, textOf(option["text"]))
	}
	return "[… " + strings.Join(labels, " | ") + "] "
}

func readInput(block map[string]any) string {
	element, _ := block["element"].(map[string]any)
	options, _ := element["options"].([]any)
	value := stringOf(element["initial_value"])
	chosen, _ := element["initial_options"].([]any)
	if one := element["initial_option"]; one != nil {
		chosen = []any{one}
	}
	for _, o := range chosen {
		option, _ := o.(map[string]any)
		value += textOf(option["text"]) + "; "
	}
	return fmt.Sprintf("%s: ‹%s› %d choices\n", textOf(block["label"]), value, len(options))
}
