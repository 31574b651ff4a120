package main

import (
	"cmp"
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"

	"github.com/regwire/regwire/bot"
	"github.com/regwire/regwire/bot/console"
)

// leastColumns is what text is set for at least: narrower, words would be broken.
const leastColumns = 20

// look is how text is written to w: in color and as wide as the terminal is, unless
// the environment says otherwise (https://no-color.org).
func (p *program) look(w io.Writer) console.Config {
	if p.shown != nil {
		return *p.shown
	}
	f, ok := w.(*os.File)
	if !ok || !isTerminal(w) {
		return console.Config{}
	}
	columns, err := strconv.Atoi(p.getenv("COLUMNS"))
	if err != nil {
		columns = columnsOf(f)
	}
	return console.Config{
		Color: p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb",
		Width: min(console.Widest, max(leastColumns, cmp.Or(columns, console.Widest))),
	}
}

// speaks is the language of answers: the one asked for, else Chinese where the
// environment says so, else English with titles in both.
func (p *program) speaks() bot.Lang {
	if p.lang != "" {
		return p.lang
	}
	if strings.HasPrefix(cmp.Or(p.getenv("LC_ALL"), p.getenv("LC_MESSAGES"), p.getenv("LANG")), "zh") {
		return bot.Chinese
	}
	return bot.Both
}

// isTerminal reports whether w is a terminal. A terminal alone has a size: /dev/null is a
// device of characters too.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	_, err := sizeOf(f)
	return err == nil
}

// columnsOf is how wide the terminal is; 0 when it does not say.
func columnsOf(terminal *os.File) int {
	size, err := sizeOf(terminal)
	if err != nil {
		return 0
	}
	return int(size.Col)
}

func sizeOf(terminal *os.File) (*unix.Winsize, error) {
	return unix.IoctlGetWinsize(int(terminal.Fd()), unix.TIOCGWINSZ)
}
