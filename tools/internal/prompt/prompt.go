// Package prompt collects what a command needs to know: from flags, and on a terminal by questions. Elsewhere it reports
// everything that is missing or wrong at once.
package prompt

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"declarationwatch/tools/internal/diag"
)

// Question is one thing that a command needs to know.
type Question struct {
	Name     string // of the flag
	Prompt   string // what a terminal asks; the first words of the flag's help
	Form     string // how an answer is written, such as YYYY-MM-DD
	Required bool
	Many     bool                                      // several answers, separated by commas
	Choices  func(given Answers) []Choice              // a closed list, if the question has one
	Why      func(answer string, given Answers) string // why an answer that exists is not in that list; "" for one that is unknown
	Default  func(given Answers) string                // the answer of who gives none
	Check    func(answer string) error                 // what is wrong with an answer
	When     func(given Answers) bool                  // whether it is asked at all
	Needed   func(given Answers) bool                  // whether it is required because of other answers
	Lines    bool                                      // several answers, one a line, which may have commas
}

// Choice is one answer of a closed list.
type Choice struct{ ID, Label string }

// Answers are what was answered, by the names of the questions.
type Answers map[string][]string

// Get returns an answer; "" where there is none.
func (a Answers) Get(name string) string {
	if len(a[name]) == 0 {
		return ""
	}
	return a[name][0]
}

// Has reports whether a question was answered.
func (a Answers) Has(name string) bool { return len(a[name]) > 0 }

// Is returns a condition for Question.When: that a question was answered.
func Is(name string) func(Answers) bool { return func(a Answers) bool { return a.Has(name) } }

// Incomplete is what is missing or wrong where nobody can be asked.
type Incomplete struct {
	Missing []Question
	Wrong   []string
}

func (e Incomplete) Error() string {
	var parts []string
	if len(e.Missing) > 0 {
		names := make([]string, len(e.Missing))
		for i, q := range e.Missing {
			names[i] = "-" + q.Name
		}
		parts = append(parts, "missing "+strings.Join(names, ", "))
	}
	return strings.Join(append(parts, e.Wrong...), "\n")
}

// ErrEnded is returned if the terminal closes before every question is answered.
var ErrEnded = errors.New("input ended before everything was answered; nothing was written")

// Asker asks on a terminal. The zero Asker asks nobody.
type Asker struct {
	in  *bufio.Reader
	out io.Writer
}

// New returns an Asker that reads lines and writes questions.
func New(in io.Reader, out io.Writer) Asker { return Asker{bufio.NewReader(in), out} }

// Fill completes what was given by flags. Questions are asked in their order, so that one may depend on those before it. What
// depends on an answer that is missing or wrong is no mistake of its own.
func (a Asker) Fill(questions []Question, given Answers) (Answers, error) {
	answers := Answers{}
	var open Incomplete
	var unsure []Question // missing or wrong
	for _, q := range questions {
		states := possible(answers, unsure)
		asked := len(states)
		if q.When != nil {
			asked = 0
			for _, state := range states {
				if q.When(state) {
					asked++
				}
			}
		}
		switch {
		case asked == 0 && len(given[q.Name]) > 0:
			open.Wrong = append(open.Wrong, fmt.Sprintf("-%s does not go with the other flags", q.Name))
			continue
		case asked == 0, asked < len(states) && len(given[q.Name]) == 0:
			continue
		}
		q.Required = q.Required || q.Needed != nil && q.Needed(answers)
		got, err := a.answer(q, answers, given[q.Name])
		var wrong wrongAnswer
		for i := 1; i < len(states) && errors.As(err, &wrong); i++ {
			if other, otherErr := a.answer(q, states[i], given[q.Name]); otherErr == nil {
				got, err = other, nil
			}
		}
		switch {
		case errors.As(err, &wrong) && a.in != nil:
			return nil, Incomplete{Wrong: []string{fmt.Sprintf("-%s: %s", q.Name, wrong)}}
		case errors.As(err, &wrong):
			open.Wrong = append(open.Wrong, fmt.Sprintf("-%s: %s", q.Name, wrong))
			unsure = append(unsure, q)
		case errors.Is(err, errMissing) && q.Default != nil && len(unsure) > 0:
			// Its default comes from what is missing or wrong.
		case errors.Is(err, errMissing):
			open.Missing = append(open.Missing, q)
			unsure = append(unsure, q)
		case err != nil:
			return nil, err
		case len(got) > 0:
			answers[q.Name] = got
		}
	}
	if len(open.Missing) > 0 || len(open.Wrong) > 0 {
		return nil, open
	}
	return answers, nil
}

// possible returns what answers may turn out to be: as they are, and with each answer that an open question can have.
func possible(answers Answers, unsure []Question) []Answers {
	all := []Answers{answers}
	for _, q := range unsure {
		var choices []Choice
		if q.Choices != nil {
			choices = q.Choices(answers)
		}
		if len(choices) == 0 {
			choices = []Choice{{ID: "any"}}
		}
		for _, c := range choices {
			state := maps.Clone(answers)
			state[q.Name] = []string{c.ID}
			all = append(all, state)
		}
	}
	return all
}

var errMissing = errors.New("missing")

// wrongAnswer is why an answer cannot be taken.
type wrongAnswer string

func (w wrongAnswer) Error() string { return string(w) }

// answer returns the answer to one question: the given one, or that of the terminal, or the default.
func (a Asker) answer(q Question, before Answers, given []string) ([]string, error) {
	if len(given) > 0 {
		return q.read(strings.Join(given, q.separator()), before)
	}
	fallback := ""
	if q.Default != nil {
		fallback = q.Default(before)
	}
	switch {
	case a.in != nil:
		return a.ask(q, before, fallback)
	case fallback != "":
		return q.read(fallback, before)
	case q.Required:
		return nil, errMissing
	}
	return nil, nil
}

// separator returns what divides several answers.
func (q Question) separator() string {
	if q.Lines {
		return "\n"
	}
	return ","
}

// read splits and checks an answer.
func (q Question) read(text string, before Answers) ([]string, error) {
	parts := []string{strings.TrimSpace(text)}
	if q.Many || q.Lines {
		parts = strings.Split(text, q.separator())
	}
	var out []string
	for _, part := range parts {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if q.Choices != nil {
			choices := q.Choices(before)
			if !slices.ContainsFunc(choices, func(c Choice) bool { return c.ID == part }) {
				if q.Why != nil {
					if why := q.Why(part, before); why != "" {
						return nil, wrongAnswer(why)
					}
				}
				return nil, unknown(part, choices)
			}
		}
		if q.Check != nil {
			if err := q.Check(part); err != nil {
				return nil, wrongAnswer(err.Error())
			}
		}
		if slices.Contains(out, part) {
			return nil, wrongAnswer(fmt.Sprintf("%q is named twice", part))
		}
		out = append(out, part)
	}
	return out, nil
}

// unknown returns that an answer is not in a list, with what may have been meant.
func unknown(answer string, choices []Choice) error {
	ids := make([]string, len(choices))
	for i, c := range choices {
		ids[i] = c.ID
	}
	message := fmt.Sprintf("unknown %q", answer)
	switch near := diag.Suggest(answer, ids); {
	case near != "":
		message += "; " + near
	case len(ids) > 0 && len(ids) <= shown:
		message += "; use " + strings.Join(ids, ", ")
	}
	return wrongAnswer(message)
}

// shown is how many choices are listed at once.
const shown = 20

// ask asks one question until its answer can be taken.
func (a Asker) ask(q Question, before Answers, fallback string) ([]string, error) {
	var listed []Choice
	if q.Choices != nil {
		choices := q.Choices(before)
		if len(choices) == 0 && !q.Required {
			return nil, nil
		}
		if len(choices) <= shown {
			listed = a.list(choices, 0)
		}
	}
	for {
		line, err := a.line(q, listed, fallback)
		if err != nil {
			return nil, err
		}
		if line == "" {
			line = fallback
		}
		if line == "" && !q.Required {
			return nil, nil
		}
		if line == "" {
			fmt.Fprintln(a.out, "  this is needed")
			continue
		}
		if q.Choices != nil {
			found, more := narrow(line, listed, q.Choices(before))
			if more != nil {
				listed = a.list(more, len(more)-shown)
				continue
			}
			line = found
		}
		got, err := q.read(line, before)
		if err == nil {
			return got, nil
		}
		fmt.Fprintf(a.out, "  %v\n", err)
	}
}

// line prints a question and reads its answer; of a question with several lines, up to an empty one.
func (a Asker) line(q Question, listed []Choice, fallback string) (string, error) {
	var notes []string
	switch {
	case len(listed) > 0 && q.Many:
		notes = append(notes, "numbers or ids, separated by commas")
	case len(listed) > 0:
		notes = append(notes, "number or id")
	case q.Choices != nil:
		notes = append(notes, "some letters of it, to choose from")
	case q.Form != "":
		notes = append(notes, q.Form)
	}
	if q.Lines {
		notes = append(notes, "one a line, an empty line ends")
	}
	if !q.Required {
		notes = append(notes, "empty for none")
	}
	text := q.Prompt
	if len(notes) > 0 {
		text += " (" + strings.Join(notes, "; ") + ")"
	}
	if fallback != "" {
		text += " [" + fallback + "]"
	}
	fmt.Fprintf(a.out, "%s: ", text)
	var lines []string
	for {
		line, err := a.in.ReadString('\n')
		if err != nil && line == "" {
			fmt.Fprintln(a.out)
			return "", ErrEnded
		}
		line = strings.TrimSpace(line)
		if !q.Lines {
			return line, nil
		}
		if line == "" {
			return strings.Join(lines, "\n"), nil
		}
		lines = append(lines, line)
	}
}

// list prints choices with numbers and returns those it printed.
func (a Asker) list(choices []Choice, more int) []Choice {
	choices = choices[:min(len(choices), shown)]
	for i, c := range choices {
		fmt.Fprintf(a.out, "  %2d  %s", i+1, c.ID)
		if c.Label != "" && c.Label != c.ID {
			fmt.Fprintf(a.out, "  %s", c.Label)
		}
		fmt.Fprintln(a.out)
	}
	if more > 0 {
		fmt.Fprintf(a.out, "  and %d more; write more letters\n", more)
	}
	return choices
}

// narrow returns the ids that a line means, numbers among them; or the choices with its letters, to be listed.
func narrow(line string, listed, choices []Choice) (ids string, more []Choice) {
	parts := strings.Split(line, ",")
	for i, part := range parts {
		parts[i] = strings.TrimSpace(part)
		if n, err := strconv.Atoi(parts[i]); err == nil && n >= 1 && n <= len(listed) {
			parts[i] = listed[n-1].ID
		}
	}
	if ids = strings.Join(parts, ","); len(parts) > 1 || slices.ContainsFunc(choices, func(c Choice) bool { return c.ID == ids }) {
		return ids, nil
	}
	for _, c := range choices {
		if strings.Contains(strings.ToLower(c.ID+" "+c.Label), strings.ToLower(line)) {
			more = append(more, c)
		}
	}
	return ids, more
}
