package edit

import (
	"maps"
	"reflect"
	"slices"

	"github.com/BurntSushi/toml"

	"declarationwatch/tools/internal/source"
)

// decoded returns what a literal means.
func decoded(literal string) (any, error) {
	var v map[string]any
	_, err := toml.Decode("v = "+literal, &v)
	return v["v"], err
}

// at returns the value at a path of decoded data; nil where there is none.
func at(data any, path []any) any {
	for _, step := range path {
		switch step := step.(type) {
		case string:
			table, _ := data.(map[string]any)
			data = table[step]
		case int:
			list := source.Elements(data)
			if step >= len(list) {
				return nil
			}
			data = list[step]
		}
	}
	return data
}

// with returns decoded data with a value at a path; the data stay as they are.
func with(data any, path []any, value any) any {
	if len(path) == 0 {
		return value
	}
	switch step := path[0].(type) {
	case string:
		table, _ := data.(map[string]any)
		out := maps.Clone(table)
		if out == nil {
			out = map[string]any{}
		}
		out[step] = with(table[step], path[1:], value)
		return out
	case int:
		out := slices.Clone(source.Elements(data))
		if step == len(out) {
			out = append(out, nil)
		}
		out[step] = with(out[step], path[1:], value)
		return out
	}
	return data
}

// without returns decoded data without the value at a path. An array of tables that loses its last is gone.
func without(data any, path []any) any {
	parent, last := path[:len(path)-1], path[len(path)-1]
	switch step := last.(type) {
	case string:
		table := maps.Clone(at(data, parent).(map[string]any))
		delete(table, step)
		return with(data, parent, table)
	case int:
		list := slices.Delete(slices.Clone(source.Elements(at(data, parent))), step, step+1)
		if len(list) == 0 {
			return without(data, parent)
		}
		return with(data, parent, list)
	}
	return data
}

// equal reports whether decoded data are the same, whichever of its types the decoder has chosen for an array.
func equal(a, b any) bool { return reflect.DeepEqual(plain(a), plain(b)) }

// plain returns decoded data with one type for arrays, and times by their instant.
func plain(data any) any {
	switch v := data.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = plain(e)
		}
		return out
	case []any, []map[string]any:
		list := source.Elements(v)
		out := make([]any, len(list))
		for i, e := range list {
			out[i] = plain(e)
		}
		return out
	case interface{ String() string }:
		return v.String()
	}
	return data
}

// found adds the paths of all texts in decoded data that are equal to one.
func found(data any, text string, path []any, paths *[][]any) {
	below := func(step, v any) { found(v, text, append(path[:len(path):len(path)], step), paths) }
	switch v := data.(type) {
	case string:
		if v == text {
			*paths = append(*paths, path)
		}
	case map[string]any:
		for k, e := range v {
			below(k, e)
		}
	default:
		for i, e := range source.Elements(v) {
			below(i, e)
		}
	}
}
