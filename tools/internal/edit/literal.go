package edit

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Table is keys and values in the order to write them.
type Table []Field

// Field is one key of a table. A field without a value is only a comment.
type Field struct {
	Key     string
	Value   any
	Comment string // behind the value, or on a line of its own where there is no value; without the #
}

// Raw is a value as TOML writes it, such as 20_000.
type Raw string

// longestLine is about how long a line may be before an array goes on lines of its own.
const longestLine = 130

// literal returns a value as TOML writes it, on one line unless it is a long array.
func literal(value any) string {
	switch v := value.(type) {
	case Raw:
		return string(v)
	case time.Time:
		if v.Equal(v.Truncate(24*time.Hour)) && v.Location() == time.UTC {
			return v.Format(time.DateOnly)
		}
		return v.Format(time.RFC3339)
	case Table:
		return inline(v)
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.String:
		return Quoted(v.String())
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.Int, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Float64:
		return number(v.Float())
	case reflect.Map:
		return inline(sorted(v))
	case reflect.Slice:
		return array(v)
	default:
		panic(fmt.Sprintf("edit: no TOML for Go type %T", value))
	}
}

// number writes a whole number without a point.
func number(f float64) string {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return strconv.FormatInt(int64(f), 10)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// sorted returns a map as a table in the order of its keys.
func sorted(v reflect.Value) Table {
	var t Table
	for it := v.MapRange(); it.Next(); {
		t = append(t, Field{Key: it.Key().String(), Value: it.Value().Interface()})
	}
	slices.SortFunc(t, func(a, b Field) int { return strings.Compare(a.Key, b.Key) })
	return t
}

func inline(t Table) string {
	parts := make([]string, len(t))
	for i, f := range t {
		parts[i] = key(f.Key) + " = " + literal(f.Value)
	}
	if len(parts) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

func array(v reflect.Value) string {
	parts := make([]string, v.Len())
	for i := range parts {
		parts[i] = literal(v.Index(i).Interface())
	}
	if line := "[" + strings.Join(parts, ", ") + "]"; len(line) <= longestLine || len(parts) < 2 {
		return line
	}
	return "[\n  " + strings.Join(parts, ",\n  ") + ",\n]"
}

// key returns a key, in quotes if it needs them.
func key(k string) string {
	plain := k != "" && !strings.ContainsFunc(k, func(r rune) bool {
		return !(r == '-' || r == '_' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)))
	})
	if plain {
		return k
	}
	return Quoted(k)
}

// Quoted returns a text as a basic string on one line.
func Quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch r {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n':
			b.WriteString(`\n`)
		case '\t':
			b.WriteString(`\t`)
		default:
			if unicode.IsControl(r) {
				fmt.Fprintf(&b, `\u%04X`, r)
			} else {
				b.WriteRune(r)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}
