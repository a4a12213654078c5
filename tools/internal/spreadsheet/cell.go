package spreadsheet

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/source"
)

// format returns a decoded value as the text of a cell; "" where the record has none.
func (c column) format(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case map[string]any:
		text, _ := v[c.language].(string)
		return text
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = c.format(e)
		}
		return strings.Join(parts, c.separator())
	}
	return fmt.Sprint(value)
}

// separator is what is between the elements of a list in one cell: free texts have lines, since they can have commas.
func (c column) separator() string {
	if c.freeTexts() {
		return "\n"
	}
	return ", "
}

func (c column) freeTexts() bool { return c.many() && c.typ.Elem() == reflect.TypeFor[string]() }

// parse returns the value that the text of a cell means, as the decoder of TOML would return it; nil for an empty cell.
func (c column) parse(text string) (any, error) {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text == "" {
		return nil, nil
	}
	if r := strings.IndexFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); r >= 0 {
		return nil, fmt.Errorf("control character; remove it")
	}
	if c.many() {
		return c.list(text)
	}
	return c.one(text, c.scalar())
}

// list returns the elements of a cell.
func (c column) list(text string) (any, error) {
	between := func(r rune) bool { return r == '\n' }
	if !c.freeTexts() {
		between = func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }
	}
	var out []any
	for _, part := range strings.FieldsFunc(text, between) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		v, err := c.one(part, c.typ.Elem())
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// one returns the value of a text by its type.
func (c column) one(text string, t reflect.Type) (any, error) {
	switch t.Kind() {
	case reflect.Bool:
		switch strings.ToLower(text) {
		case "true", "1", "yes":
			return true, nil
		case "false", "0", "no":
			return false, nil
		}
		return nil, fmt.Errorf("%q must be true or false", text)
	case reflect.Int, reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		whole, wrong := t.Kind() == reflect.Int, err != nil && !errors.Is(err, strconv.ErrRange) || math.IsNaN(f)
		switch {
		case whole && (wrong || f != math.Trunc(f)):
			return nil, fmt.Errorf("%q must be a whole number, digits only", text)
		case wrong:
			return nil, fmt.Errorf("%q must be a number: digits, and a point before decimals", text)
		case math.Abs(f) > source.MaxNumber:
			return nil, fmt.Errorf("%q is too large; write a number of at most %d", text, source.MaxNumber)
		case whole:
			return int64(f), nil
		}
		return f, nil
	}
	if t == reflect.TypeFor[campaign.Date]() {
		return day(text)
	}
	if err := c.known(text, t); err != nil {
		return nil, err
	}
	return text, nil
}

// known reports a value that a closed list does not have. Ids are left to the check, which knows those that the import adds.
func (c column) known(text string, t reflect.Type) error {
	closed, ok := zero(t).(campaign.Choice)
	if ok && !slices.Contains(closed.Choices(), text) {
		return fmt.Errorf("unknown %s %q; use %s", c.name, text, strings.Join(closed.Choices(), ", "))
	}
	return nil
}

// day returns a date. A program for sheets that took it for one of its own has made a number of it.
func day(text string) (any, error) {
	if d := campaign.Date(text); d.Valid() {
		return text, nil
	}
	if n, err := strconv.Atoi(text); err == nil && n > 10_000 && n < 100_000 {
		t, err := excelize.ExcelDateToTime(float64(n), false)
		return t.Format(time.DateOnly), err
	}
	return nil, fmt.Errorf("invalid date %q; write YYYY-MM-DD, or YYYY-MM or YYYY, in a cell formatted as text", text)
}
