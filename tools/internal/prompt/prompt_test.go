package prompt_test

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"declarationwatch/tools/internal/prompt"
)

var fruit = prompt.Question{Name: "fruit", Prompt: "Fruit", Required: true, Choices: func(prompt.Answers) []prompt.Choice {
	return []prompt.Choice{{ID: "apple", Label: "An apple"}, {ID: "pear"}, {ID: "plum"}}
}}

var questions = []prompt.Question{
	{Name: "name", Prompt: "Name", Required: true, Check: func(answer string) error {
		if answer != strings.ToLower(answer) {
			return errors.New("use lower case")
		}
		return nil
	}},
	fruit,
	{Name: "size", Prompt: "Size", Required: true, Default: func(a prompt.Answers) string { return a.Get("fruit") + "-size" }},
	{Name: "colours", Prompt: "Colours", Many: true},
	{Name: "stone", Prompt: "Stone", Required: true, When: func(a prompt.Answers) bool { return a.Get("fruit") == "plum" }},
	{Name: "notes", Prompt: "Notes", Lines: true},
}

func TestFlags(t *testing.T) {
	got, err := prompt.Asker{}.Fill(questions, prompt.Answers{"name": {"a"}, "fruit": {"pear"}, "colours": {"red, green", "blue"}, "notes": {"one, two", "three"}})
	want := prompt.Answers{"name": {"a"}, "fruit": {"pear"}, "size": {"pear-size"}, "colours": {"red", "green", "blue"}, "notes": {"one, two", "three"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestEverythingMissingAtOnce(t *testing.T) {
	_, err := prompt.Asker{}.Fill(questions, prompt.Answers{"fruit": {"pear"}, "stone": {"x"}, "colours": {"red,red"}})
	if want := "missing -name\n-colours: \"red\" is named twice\n-stone does not go with the other flags"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestOneMistakeIsReportedOnce: what depends on a wrong or missing answer is neither missing nor wrong itself, unless it is so whatever that
// answer should be.
func TestOneMistakeIsReportedOnce(t *testing.T) {
	kind := prompt.Question{Name: "kind", Required: true, Choices: func(a prompt.Answers) (out []prompt.Choice) {
		return map[string][]prompt.Choice{"apple": {{ID: "gala"}}, "plum": {{ID: "wild"}, {ID: "damson"}}}[a.Get("fruit")]
	}}
	wild := prompt.Question{Name: "place", Required: true, When: func(a prompt.Answers) bool { return a.Get("kind") == "wild" }}
	bought := prompt.Question{Name: "shop", Required: true, When: func(a prompt.Answers) bool { return a.Get("kind") != "wild" }}
	all := append([]prompt.Question{fruit, kind}, questions[4], wild, bought)
	const peer = `-fruit: unknown "peer"; did you mean "pear"?`
	for _, test := range []struct {
		given prompt.Answers
		want  string
	}{
		{prompt.Answers{"fruit": {"peer"}, "kind": {"gala"}, "stone": {"x"}, "shop": {"x"}}, peer},
		{prompt.Answers{"fruit": {"peer"}, "kind": {"wild"}, "stone": {"x"}, "place": {"x"}}, peer},
		{prompt.Answers{"fruit": {"peer"}, "kind": {"wild"}}, "missing -place\n" + peer},
		{prompt.Answers{"fruit": {"peer"}, "kind": {"wild"}, "shop": {"x"}, "place": {"x"}}, peer + "\n-shop does not go with the other flags"},
		{prompt.Answers{"fruit": {"peer"}, "kind": {"other"}, "shop": {"x"}}, peer + "\n" + `-kind: unknown "other"`},
		{prompt.Answers{"kind": {"wild"}, "place": {"x"}}, "missing -fruit"},
		{prompt.Answers{"fruit": {"plum"}, "kind": {"wld"}, "stone": {"x"}, "shop": {"x"}}, `-kind: unknown "wld"; did you mean "wild"?`},
	} {
		if _, err := (prompt.Asker{}).Fill(all, test.given); err == nil || err.Error() != test.want {
			t.Errorf("%v: got %v, want %s", test.given, err, test.want)
		}
	}
}

func TestTerminal(t *testing.T) {
	var out strings.Builder
	// A wrong name, an empty one, letters that name two fruits, a number; the default; none; none.
	in := "A\n\na\np\n9\n3\n\nred, green\nyes\nfirst\nsecond, too\n\n"
	got, err := prompt.New(strings.NewReader(in), &out).Fill(questions, nil)
	want := prompt.Answers{"name": {"a"}, "fruit": {"plum"}, "size": {"plum-size"}, "colours": {"red", "green"}, "stone": {"yes"}, "notes": {"first", "second, too"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, %v; want %v\n%s", got, err, want, out.String())
	}
	for _, part := range []string{"Name: ", "use lower case", "this is needed", "1  apple  An apple", `unknown "9"`, "Size [plum-size]: "} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("the terminal does not show %q:\n%s", part, out.String())
		}
	}
}

func TestTerminalEnds(t *testing.T) {
	if _, err := prompt.New(strings.NewReader("a\n"), io.Discard).Fill(questions, nil); !errors.Is(err, prompt.ErrEnded) {
		t.Errorf("got %v", err)
	}
}

func TestManyChoices(t *testing.T) {
	many := fruit
	many.Choices = func(prompt.Answers) (out []prompt.Choice) {
		for _, a := range "abcdefghij" {
			for _, b := range "abcdefghij" {
				out = append(out, prompt.Choice{ID: string(a) + string(b) + "-fruit"})
			}
		}
		return out
	}
	var out strings.Builder
	got, err := prompt.New(strings.NewReader("fruit\na\nnothing\nbb\n1\n"), &out).Fill([]prompt.Question{many}, nil)
	if err != nil || got.Get("fruit") != "bb-fruit" || !strings.Contains(out.String(), "write more letters") {
		t.Errorf("got %v, %v\n%s", got, err, out.String())
	}
}
