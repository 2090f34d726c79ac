declare module 'virtual:endpoints' {
  const endpoints: Readonly<Record<string, readonly [method: string, path: string, fileType?: string]>>
  export default endpoints
}

declare module '*.po' {
  export const messages: import('@lingui/core').Messages
}
