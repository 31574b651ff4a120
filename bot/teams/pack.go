package teams

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"net/url"
	"time"
	"unicode/utf8"

	"github.com/regwire/regwire/bot/command"
	"github.com/regwire/regwire/bot/phrase"
)

// App is what the package of the Teams app says beside what it can do.
type App struct {
	// ID is the bot's app id.
	ID string
	// Version goes up when the app is uploaded again: "1.0.0".
	Version string
	// Developer is who runs the bot; the addresses are theirs, https only.
	Developer, Website, Privacy, Terms string
}

// manifest is the part of the app manifest that regwire needs.
type manifest struct {
	Schema          string       `json:"$schema"`
	ManifestVersion string       `json:"manifestVersion"`
	Version         string       `json:"version"`
	ID              string       `json:"id"`
	Developer       developer    `json:"developer"`
	Name            shortFull    `json:"name"`
	Description     shortFull    `json:"description"`
	Icons           icons        `json:"icons"`
	AccentColor     string       `json:"accentColor"`
	Bots            []manifested `json:"bots"`
	ValidDomains    []string     `json:"validDomains"`
}

type developer struct {
	Name    string `json:"name"`
	Website string `json:"websiteUrl"`
	Privacy string `json:"privacyUrl"`
	Terms   string `json:"termsOfUseUrl"`
}

type shortFull struct {
	Short string `json:"short"`
	Full  string `json:"full"`
}

type icons struct {
	Color   string `json:"color"`
	Outline string `json:"outline"`
}

type manifested struct {
	ID            string        `json:"botId"`
	Scopes        []string      `json:"scopes"`
	Notifies      bool          `json:"isNotificationOnly"`
	SupportsFiles bool          `json:"supportsFiles"`
	Lists         []commandList `json:"commandLists"`
}

type commandList struct {
	Scopes   []string        `json:"scopes"`
	Commands []listedCommand `json:"commands"`
}

type listedCommand struct {
	Title       string `json:"title"`
	Description string `json:"description"`
}

// listed are the verbs that Teams offers while one types; more than ten it does
// not show.
var listed = []string{"help", "subscribe", "preview", "list", "find", "latest", "deadlines", "submit", "why", "unsubscribe"}

const (
	manifestVersion = "1.22"
	maxListed       = 10
	maxDeveloper    = 32
)

// Package writes the app package, a ZIP of the manifest and both icons.
func Package(w io.Writer, app App) error {
	raw, err := app.manifest()
	if err != nil {
		return err
	}
	files := []struct {
		name string
		raw  []byte
	}{{"manifest.json", raw}, {"color.png", icon(192, accent, white)}, {"outline.png", icon(32, color.NRGBA{}, white)}}
	z := zip.NewWriter(w)
	for _, f := range files {
		// A fixed time makes the same app the same bytes.
		to, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = to.Write(f.raw)
		}
		if err != nil {
			return fmt.Errorf("write %s into the app package: %w", f.name, err)
		}
	}
	return z.Close()
}

// description is what Teams shows of the app before it is added.
var description = shortFull{
	"Tells what data-protection regulators publish, once, in English and Chinese.",
	"Reads what data-protection regulators publish, understands it, and tells the channels that asked for it: " +
		"drafts open for comment, rules and the day they take effect, apps that were named, penalties. " +
		"Mention it in a channel, or write to it, and type help.",
}

func (app App) manifest() ([]byte, error) {
	if !guid.MatchString(app.ID) {
		return nil, errors.New("the app package needs the bot's app id: set TEAMS_APP_ID")
	}
	if n := utf8.RuneCountInString(app.Developer); n == 0 || n > maxDeveloper {
		return nil, fmt.Errorf("the developer's name is %d characters long: give 1 to %d", n, maxDeveloper)
	}
	for what, address := range map[string]string{"website": app.Website, "privacy": app.Privacy, "terms": app.Terms} {
		if u, err := url.Parse(address); err != nil || u.Scheme != "https" || u.Host == "" {
			return nil, fmt.Errorf("the %s address %q is not https", what, word(address))
		}
	}
	scopes := []string{"personal", "team", "groupChat"}
	list := commandList{Scopes: scopes}
	for _, verb := range listed[:min(len(listed), maxListed)] {
		if _, _, ok := command.Usage(verb); ok {
			list.Commands = append(list.Commands, listedCommand{Title: verb, Description: phrase.Say("en", "help."+verb)})
		}
	}
	return json.MarshalIndent(manifest{
		Schema:          "https://developer.microsoft.com/json-schemas/teams/v" + manifestVersion + "/MicrosoftTeams.schema.json",
		ManifestVersion: manifestVersion, Version: app.Version, ID: app.ID,
		Developer:   developer{app.Developer, app.Website, app.Privacy, app.Terms},
		Name:        shortFull{"regwire", "regwire: data-protection regulators, read"},
		Description: description,
		Icons:       icons{Color: "color.png", Outline: "outline.png"}, AccentColor: "#1F4E8C",
		Bots:         []manifested{{ID: app.ID, Scopes: scopes, Lists: []commandList{list}}},
		ValidDomains: []string{},
	}, "", "  ")
}

var (
	accent = color.NRGBA{0x1f, 0x4e, 0x8c, 0xff}
	white  = color.NRGBA{0xff, 0xff, 0xff, 0xff}
)

// icon draws a signal that leaves a point, white on the ground. Every pixel is
// sampled sixteen times.
func icon(side int, ground, ink color.NRGBA) []byte {
	const fine = 4
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			hits := 0
			for s := range fine * fine {
				px := (float64(x) + (float64(s%fine)+0.5)/fine) / float64(side)
				py := (float64(y) + (float64(s/fine)+0.5)/fine) / float64(side)
				if inked(px, py) {
					hits++
				}
			}
			img.SetNRGBA(x, y, blend(ground, ink, float64(hits)/(fine*fine)))
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, img) // a buffer takes everything
	return b.Bytes()
}

// inked reports whether the point, within a square of side one, is in the sign:
// a dot at the lower left and three arcs around it.
func inked(x, y float64) bool {
	dx, dy := x-0.26, 0.74-y
	r := math.Hypot(dx, dy)
	if r <= 0.085 {
		return true
	}
	for _, arc := range []float64{0.22, 0.37, 0.52} {
		if math.Abs(r-arc) <= 0.04 && dx >= -0.02 && dy >= -0.02 {
			return true
		}
	}
	return false
}

func blend(ground, ink color.NRGBA, part float64) color.NRGBA {
	if ground.A == 0 {
		ink.A = uint8(math.Round(part * 255))
		return ink
	}
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-part) + float64(b)*part)) }
	return color.NRGBA{mix(ground.R, ink.R), mix(ground.G, ink.G), mix(ground.B, ink.B), 0xff}
}
