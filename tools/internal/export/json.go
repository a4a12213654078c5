package export

import (
	"encoding/json"
	"io"
)

func writeJSON(w io.Writer, e *edition) error { return encode(w, e.all) }

// encode prints JSON on one line. The characters < > & are escaped, so that the text is safe inside HTML too.
func encode(w io.Writer, v any) error { return json.NewEncoder(w).Encode(v) }

// encodeForReading prints JSON on lines of its own, for files that people open.
func encodeForReading(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(v)
}

// list is a slice that is [] in JSON when it is empty, never null: a reader can always range over it.
type list[T any] []T

// MarshalJSON writes the list as an array.
func (l list[T]) MarshalJSON() ([]byte, error) {
	if l == nil {
		return []byte("[]"), nil
	}
	return json.Marshal([]T(l))
}
