// Lint rules of the whole project. Type-aware, because the costly mistakes here are forgotten promises.
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: ['node_modules/', 'dist/', 'build/', 'coverage/', 'public/', 'test/corpus/*', '!test/corpus/assistants/'],
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Capital Enum compiles to code and reads as a value; the project uses `as const` unions.
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use an `as const` list and a union type.' },
        {
          selector: "AssignmentExpression[left.property.name='innerHTML']",
          message: 'innerHTML is not used anywhere: build nodes, or set textContent.',
        },
        {
          selector: "AssignmentExpression[left.property.name='outerHTML']",
          message: 'outerHTML is not written anywhere: build nodes, or set textContent.',
        },
        {
          // CSS rules never cross from frame to frame, and nodes of our own pages have one realm.
          selector:
            "BinaryExpression[operator='instanceof'][right.name=/^(?:Node|Element|Text|Comment|CharacterData|Document|DocumentFragment|ShadowRoot|HTML.*|SVG.*)$/]",
          message: 'A node may come from another frame: ask model/node-kinds.ts.',
        },
      ],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: ['error', 'always'],
      'prefer-const': 'error',
    },
  },
  {
    // Only the set-up program and the configuration are plain JavaScript.
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    rules: { eqeqeq: ['error', 'always'], 'prefer-const': 'error', 'no-var': 'error', 'no-eval': 'error' },
  },
  {
    // Code inside page tests builds the hostile markup it then reads.
    files: ['test/page/**', 'test/e2e/**', 'test/readers/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
