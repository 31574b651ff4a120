package catalog

import (
	"embed"
	"fmt"

	"github.com/regwire/regwire/feeds/classify"
	"github.com/regwire/regwire/feeds/form"
)

// The words of package classify: topics.yaml what shows a topic, classify.yaml
// what shows that there is none, and the sections.
//
//go:embed topics.yaml classify.yaml
var classifyTables embed.FS

// The model of package classify, which its test trains on the labelled items.
//
//go:embed model.tsv
var classifyModel string

// Classify is everything that package classify knows.
func Classify() (classify.Rules, error) {
	var rules classify.Rules
	for _, file := range []string{"topics.yaml", "classify.yaml"} {
		data, err := classifyTables.ReadFile(file)
		if err != nil {
			return classify.Rules{}, fmt.Errorf("reading %s: %w", file, err)
		}
		if err := form.Read(file, data, &rules); err != nil {
			return classify.Rules{}, err
		}
	}
	rules.Model = classifyModel
	return rules, nil
}
