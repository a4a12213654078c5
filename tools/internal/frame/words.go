package frame

import (
	_ "embed"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// words is every word of the frames in one language. What stands in braces is filled in.
type words struct {
	Site             string `toml:"site"`
	Kicker           string `toml:"kicker"`
	Matrix           string `toml:"matrix"`
	MatrixLead       string `toml:"matrix_lead"`
	MatrixStill      string `toml:"matrix_still"` // without the frame's own doings
	Government       string `toml:"government"`
	Filled           string `toml:"filled"`
	Of               string `toml:"of"`
	Signatory        string `toml:"signatory"`
	SignatoryLead    string `toml:"signatory_lead"`
	Observer         string `toml:"observer"`
	CommitmentLead   string `toml:"commitment_lead"`
	Nothing          string `toml:"nothing"`
	GapsInSignatory  string `toml:"gaps_signatory"`
	GapsInCommitment string `toml:"gaps_commitment"`
	WeakInSignatory  string `toml:"weak_signatory"`
	WeakInCommitment string `toml:"weak_commitment"`
	Since            string `toml:"since"`
	SinceBy          string `toml:"since_by"`
	Source           string `toml:"source"`
	Sources          string `toml:"sources"`
	More             string `toml:"more"`
	Cell             string `toml:"cell"`
	Full             string `toml:"full"`
	Licence          string `toml:"licence"`
	Preview          string `toml:"preview"`
	Frozen           string `toml:"frozen"`
	Live             string `toml:"live"`
}

//go:embed words.toml
var texts string

// readWords gives the words of every language asked for. A language that lacks one is an error: a frame is no place for a
// gap in a sentence.
func readWords(languages []string) (map[string]*words, error) {
	all := map[string]*words{}
	meta, err := toml.Decode(texts, &all)
	if err != nil {
		return nil, fmt.Errorf("words.toml: %w", err)
	}
	if extra := meta.Undecoded(); len(extra) > 0 {
		return nil, fmt.Errorf("words.toml: unknown key %s", extra[0])
	}
	for _, language := range languages {
		w := all[language]
		if w == nil {
			return nil, fmt.Errorf("words.toml has no [%s]: frames need words in every language of the site", language)
		}
		for value, i := reflect.ValueOf(w).Elem(), 0; i < value.NumField(); i++ {
			if value.Field(i).String() == "" {
				return nil, fmt.Errorf("words.toml: [%s] has no %q", language, value.Type().Field(i).Tag.Get("toml"))
			}
		}
	}
	return all, nil
}

// fill puts values in place of the names in braces: name, value, name, value, as strings or whole numbers.
func fill(text string, pairs ...any) string {
	var replace []string
	for i := 0; i < len(pairs); i += 2 {
		value, isText := pairs[i+1].(string)
		if !isText {
			value = strconv.Itoa(pairs[i+1].(int))
		}
		replace = append(replace, "{"+pairs[i].(string)+"}", value)
	}
	return strings.NewReplacer(replace...).Replace(text)
}
