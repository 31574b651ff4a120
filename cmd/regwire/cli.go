package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/phrase"
	"github.com/regwire/regwire/feeds"
)

// cli is the command line; the verbs of chat are added from their own table.
type cli struct {
	Demo     demoCmd     `cmd:"" help:"Show regwire at work on the recorded sites of September 2022."`
	Serve    serveCmd    `cmd:"" help:"Run the bot."`
	Poll     pollCmd     `cmd:"" help:"Poll once what is due, read what is new, and end: for cron."`
	Try      tryCmd      `cmd:"" help:"Poll sources once and show what would be posted; writes nothing."`
	Extract  extractCmd  `cmd:"" help:"Put a saved document through a source's rule; prints JSON."`
	Read     readCmd     `cmd:"" help:"Read items from JSON Lines on standard input; prints JSON Lines."`
	Score    scoreCmd    `cmd:"" help:"Compare readings with labelled items: precision, recall, accuracy per field."`
	Init     initCmd     `cmd:"" help:"Write a first configuration file."`
	Check    checkCmd    `cmd:"" help:"Prove that configuration, store, pages and chat platforms work, or name the fix."`
	Stats    statsCmd    `cmd:"" help:"Count what is stored."`
	Backup   backupCmd   `cmd:"" help:"Write a consistent copy of the database while the bot runs."`
	Restore  restoreCmd  `cmd:"" help:"Put a backup into the place of the database."`
	Verify   verifyCmd   `cmd:"" help:"Look over the database and the page copies, or a backup."`
	Evidence evidenceCmd `cmd:"" help:"Write the pages of an event as they were served, with what was read of them, into a ZIP file."`
	Forget   forgetCmd   `cmd:"" help:"Remove what is kept of a person."`
	Teams    teamsCmd    `cmd:"" help:"Make the app package for Microsoft Teams."`
	Record   recordCmd   `cmd:"" help:"Record a source's lists and first article in the form that tests replay."`
	Egress   egressCmd   `cmd:"" help:"Print every host that will be contacted, with why."`
	Export   exportCmd   `cmd:"" help:"Write everything that is stored as JSON Lines."`
	Load     loadCmd     `cmd:"" help:"Load an export, or plain items, without posting."`
	Version  versionCmd  `cmd:"" help:"Print the version."`
	Added    addedCmd    `cmd:"" hidden:"" help:"Print the sources that people added, as JSON."`
}

// dataFlag is the store a command works on.
type dataFlag struct {
	Data   string `help:"Data directory; wins over REGWIRE_DATA, which wins over the configuration." placeholder:"DIR"`
	Config string `help:"Configuration file." placeholder:"FILE"`
}

// verbCmd is a verb of chat, given at the terminal. Its words go to the desk as
// they are, since -WORD excludes a word there.
type verbCmd struct {
	Words []string `arg:"" optional:"" passthrough:"all" help:"Words of the verb."`

	name string
}

// ownFlags are the flags of single verbs, beside those of all.
var ownFlags = map[string]string{
	"digest": " [--format md|html|docx|json]", "coverage": " [--csv]", "deadlines": " [--csv]", "duties": " [--csv]", "source": " [--yes]",
}

// Help is what --help tells of a verb: how it is typed, and what the terminal adds.
func (v *verbCmd) Help() string {
	words, example, _ := command.Usage(v.name)
	return fmt.Sprintf("regwire %s %s\n\nExample: regwire %s\n\nAt the terminal: [--channel CHANNEL] [--data DIR | --config FILE] [--lang en|zh|both] [--json]%s", v.name, words, example, ownFlags[v.name])
}

func (p *program) dispatch(ctx context.Context, args []string) error {
	if done, err := p.child(ctx, args); done {
		return err
	}
	var c cli
	exited := -1
	options := []kong.Option{
		kong.Name("regwire"),
		kong.Description("Reads what data-protection regulators publish, and tells the right channels, once."),
		kong.Writers(p.stdout, p.stderr),
		kong.Exit(func(code int) { exited = code; panic(errExit) }),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	}
	for _, name := range command.Verbs() {
		options = append(options, kong.DynamicCommand(name, phrase.Say("en", "help."+name)+".", "", &verbCmd{name: name}))
	}
	parser, err := kong.New(&c, options...)
	if err != nil {
		return fmt.Errorf("build the command line: %w", err)
	}
	if len(args) > 0 && feeds.HasHan(args[0]) { // a verb may be called by its Chinese name
		name, words := command.ParseLine(args[0])
		args = slices.Concat([]string{name}, words, args[1:])
	}
	parsed, err := parse(parser, excluding(args))
	if errors.Is(err, errExit) {
		if exited != 0 {
			return codeError(exited)
		}
		return nil
	}
	if err != nil && len(args) > 1 && strings.HasPrefix(args[0], "-") {
		return usage("%w: flags stand behind the command, as in regwire check --config regwire.yaml", err)
	}
	if err != nil {
		return misread(err)
	}
	if err := unset(parsed); err != nil {
		return err
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run(p)
}

// named are the flags that are never empty on purpose: an empty one comes of a variable that
// is not set, and taken for none it would have another configuration or directory served.
var named = []string{"config", "data", "out"}

// unset refuses those that were given and are empty.
func unset(parsed *kong.Context) error {
	for _, given := range parsed.Path {
		if f := given.Flag; f != nil && slices.Contains(named, f.Name) && f.Target.IsZero() {
			return errEmpty(f.Name)
		}
	}
	return nil
}

func errEmpty(flag string) error {
	return usage("--%s is empty: leave it out, or see that the variable is set that it was to come from", flag)
}

// plainly is what the parser of the command line says, by how a person would say it.
var plainly = []struct {
	said *regexp.Regexp
	say  string
}{
	{regexp.MustCompile(`^(--\S+): expected \S+ value but got "EOL" \(<EOL>\)$`), "$1 needs a value behind it"},
	{regexp.MustCompile(`^(--\S+): expected a valid .* int but got (".*")$`), "$1: $2 is no whole number"},
	{regexp.MustCompile(`^(--\S+): expected duration but got (".*"): .*$`), "$1: $2 is no time such as 20s or 5m"},
	{regexp.MustCompile(`^(--\S+) must be one of (.*),"" but got (".*")$`), "$1: $3 is not known: give one of $2"},
	{regexp.MustCompile(`^(--\S+) must be one of (.*) but got (".*")$`), "$1: $3 is not known: give one of $2"},
	{regexp.MustCompile(`^missing flags: (.*)$`), "$1 is missing"},
	{regexp.MustCompile(`^expected "<(.*)>( \.\.\.)?"$`), "the $1 is missing"},
	{regexp.MustCompile(`^expected "(.*)"$`), "$1 is missing behind it"},
	{regexp.MustCompile(`^expected one of .*$`), "a command is missing: regwire demo shows what it does"},
	{regexp.MustCompile(`^unexpected argument , did you mean .*$`), "the command is an empty word"},
	{regexp.MustCompile(`^unexpected argument (\S.*), did you mean (".*")\?$`), "there is no command $1: did you mean $2?"},
	{regexp.MustCompile(`^(unknown flag \S+), did you mean (".*")\?$`), "$1: did you mean $2?"},
}

// misread says in one sentence what is wrong with a command line, and where its words are
// listed.
func misread(err error) error {
	said := err.Error()
	for _, p := range plainly {
		if p.said.MatchString(said) {
			said = p.said.ReplaceAllString(said, p.say)
			break
		}
	}
	wrong, ok := errors.AsType[*kong.ParseError](err)
	if ok && wrong.Context != nil && wrong.Context.Selected() != nil {
		return usage("%s (regwire %s --help tells more)", said, wrong.Context.Selected().Path())
	}
	if word, ok := strings.CutPrefix(said, "unexpected argument "); ok {
		said = "there is no command " + word
	}
	return usage("%s (regwire --help lists the commands)", said)
}

// excluding keeps a first word that excludes (-会议) from being taken apart as short flags,
// of one byte each: an empty word before it, which verbs pass over, ends the flags.
func excluding(args []string) []string {
	if len(args) < 2 || !slices.Contains(command.Verbs(), args[0]) || args[1] == "-h" || strings.HasPrefix(args[1], "--") || !strings.HasPrefix(args[1], "-") {
		return args
	}
	return slices.Insert(slices.Clone(args), 1, "")
}

var errExit = errors.New("the parser asked to exit")

// parse turns kong's exit, which help uses, into an error.
func parse(parser *kong.Kong, args []string) (ctx *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if r != any(errExit) {
				panic(r)
			}
			err = errExit
		}
	}()
	return parser.Parse(args)
}

// flagsOf takes the flags that verbs know out of their words.
func flagsOf(words []string) (rest []string, flags map[string]string, err error) {
	flags = map[string]string{}
	known := map[string]bool{"channel": true, "lang": true, "data": true, "config": true, "json": false, "csv": false, "format": true, "help": false, "yes": false}
	for i := 0; i < len(words); i++ {
		name, dashes := strings.CutPrefix(words[i], "--")
		if !dashes {
			rest = append(rest, words[i])
			continue
		}
		name, value, given := strings.Cut(name, "=")
		takes, ok := known[name]
		switch {
		case name == "yes":
			rest = append(rest, "yes")
			continue
		case !ok:
			return nil, nil, usage("unknown flag --%s: verbs take --channel, --data, --config, --lang, --json; digest --format; coverage, deadlines and duties --csv; source --yes", name)
		case !takes:
			value = "true"
		case !given && i+1 < len(words):
			i++
			value = words[i]
		case !given:
			return nil, nil, usage("flag --%s needs a value", name)
		}
		if value == "" && slices.Contains(named, name) {
			return nil, nil, errEmpty(name)
		}
		flags[name] = value
	}
	return rest, flags, nil
}
